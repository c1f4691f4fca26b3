/** How what is owed is settled. */
@NullMarked
package com.kore.billing.domain.payment;

import org.jspecify.annotations.NullMarked;
