package com.kore.billing.domain.catalog;

import java.time.LocalDate;
import org.joda.money.Money;

/**
 * A price and where it comes from.
 *
 * @param perUser for one user and one interval
 * @param catalogVersion the day from which the catalog version with this price is in force
 */
public record QuotedPrice(Money perUser, LocalDate catalogVersion) {}
