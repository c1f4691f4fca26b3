/** Reads: the pages of an account, its invoices, the catalog. */
@NullMarked
package com.kore.billing.app.queries;

import org.jspecify.annotations.NullMarked;
