package com.kore.billing.domain.catalog;

import com.kore.billing.domain.calendar.BillingInterval;
import org.joda.money.Money;

/** What one user costs for one interval, in one currency. */
public record Price(BillingInterval interval, Money perUser) {}
