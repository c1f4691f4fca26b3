/** Invoices with their lines and their payment life. */
@NullMarked
package com.kore.billing.projections.invoices;

import org.jspecify.annotations.NullMarked;
