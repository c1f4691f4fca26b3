/** The port to whoever takes the money, and what stands behind it. */
@NullMarked
package com.kore.billing.app.payments;

import org.jspecify.annotations.NullMarked;
