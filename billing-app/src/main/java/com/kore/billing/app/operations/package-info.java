/** What operators see and do. */
@NullMarked
package com.kore.billing.app.operations;

import org.jspecify.annotations.NullMarked;
