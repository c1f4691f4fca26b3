/** Time, and what happens by itself as it passes. */
@NullMarked
package com.kore.billing.app.automation;

import org.jspecify.annotations.NullMarked;
