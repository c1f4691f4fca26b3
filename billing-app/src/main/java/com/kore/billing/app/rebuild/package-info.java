/** Read models made anew from events, beside those that answer. */
@NullMarked
package com.kore.billing.app.rebuild;

import org.jspecify.annotations.NullMarked;
