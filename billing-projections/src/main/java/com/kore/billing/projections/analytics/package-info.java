/**
 * What analysts ask: terms and their recurring revenue as they moved, invoices, payments, credits, and when revenue counts. Nothing in here is
 * personal.
 */
@NullMarked
package com.kore.billing.projections.analytics;

import org.jspecify.annotations.NullMarked;
