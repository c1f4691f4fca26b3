/** What is owed: lines, totals, the credit balance and the numbers of invoices. */
@NullMarked
package com.kore.billing.domain.invoicing;

import org.jspecify.annotations.NullMarked;
