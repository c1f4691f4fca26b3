@NullMarked
package com.kore.billing.app.queries;

import org.jspecify.annotations.NullMarked;
