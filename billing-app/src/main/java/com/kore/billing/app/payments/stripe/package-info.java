/** Cards and bank accounts by Stripe. */
@NullMarked
package com.kore.billing.app.payments.stripe;

import org.jspecify.annotations.NullMarked;
