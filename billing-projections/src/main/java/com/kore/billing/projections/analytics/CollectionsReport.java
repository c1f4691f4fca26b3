package com.kore.billing.projections.analytics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;

/** What became by now of what was due, by the month of the invoices. */
public record CollectionsReport(CurrencyUnit currency, List<CollectionsMonth> months) {

    /**
     * The invoices of one month; {@code due = paid + open + uncollectible}.
     *
     * @param invoices how many there are, without void ones
     * @param due from payment methods, without void invoices and after credits
     * @param voided was due for changes that were undone
     * @param refunded of what was paid, and of what came too late
     * @param collectionRate paid / due
     * @param dunned of what was due: that of renewals that were past due at some time
     * @param recovered of that: paid by now
     * @param dunningRecoveryRate recovered / (recovered + uncollectible of the dunned)
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record CollectionsMonth(
            YearMonth month,
            long invoices,
            Total due,
            Total creditApplied,
            Total paid,
            Total open,
            Total uncollectible,
            @JsonProperty("void") Total voided,
            Total refunded,
            Optional<BigDecimal> collectionRate,
            Total dunned,
            Total recovered,
            Optional<BigDecimal> dunningRecoveryRate) {

        /** Without invoices. */
        static CollectionsMonth none(YearMonth month, CurrencyUnit currency) {
            Total zero = Total.zero(currency);
            return new CollectionsMonth(
                    month, 0, zero, zero, zero, zero, zero, zero, zero, Optional.empty(), zero, zero, Optional.empty());
        }
    }

    public CollectionsReport {
        months = List.copyOf(months);
    }
}
