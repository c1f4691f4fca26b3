/** What the Billing History page shows: one row per transaction. */
@NullMarked
package com.kore.billing.projections.billinghistory;

import org.jspecify.annotations.NullMarked;
