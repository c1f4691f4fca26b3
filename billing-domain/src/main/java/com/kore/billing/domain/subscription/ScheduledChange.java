package com.kore.billing.domain.subscription;

import java.time.LocalDate;

/**
 * The terms that take over at the period's end.
 *
 * @param parts what was asked to be different
 * @param expectedTerms the whole terms, at the price that is known now for that day; the price is decided anew when the day comes
 */
public record ScheduledChange(LocalDate effectiveOn, TermsChange parts, Terms expectedTerms) {}
