/** Sandbox time: what time it is, what comes next, and going there. */
@NullMarked
package com.kore.billing.app.console.clock;

import org.jspecify.annotations.NullMarked;
