/** What is on offer, and at which price on which day. */
@NullMarked
package com.kore.billing.domain.catalog;

import org.jspecify.annotations.NullMarked;
