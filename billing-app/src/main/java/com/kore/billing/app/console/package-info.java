/** The pages: what every one of them has, and who is signed in to look at them. */
@NullMarked
package com.kore.billing.app.console;

import org.jspecify.annotations.NullMarked;
