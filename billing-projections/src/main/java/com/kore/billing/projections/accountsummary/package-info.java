/** What the Account Summary page shows: one row per subscription, and what the present day and catalog make of it. */
@NullMarked
package com.kore.billing.projections.accountsummary;

import org.jspecify.annotations.NullMarked;
