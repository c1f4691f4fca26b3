/** What pages say. */
@NullMarked
package com.kore.billing.app.console;

import org.jspecify.annotations.NullMarked;
