package com.kore.billing.projections.analytics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;

/** Monthly recurring revenue, and how it moved. */
public record MrrReport(CurrencyUnit currency, List<MrrMonth> months) {

    /**
     * One month; {@code ending = starting + new + expansion - contraction - churn + reactivation}.
     *
     * @param grossChurnRate (contraction + churn) / starting
     * @param netChurnRate (contraction + churn - expansion - reactivation) / starting
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record MrrMonth(
            YearMonth month,
            Total starting,
            @JsonProperty("new") Total joined,
            Total expansion,
            Total contraction,
            Total churn,
            Total reactivation,
            Total ending,
            Optional<BigDecimal> grossChurnRate,
            Optional<BigDecimal> netChurnRate) {

        static MrrMonth of(YearMonth month, Total starting, List<MovementSum> sums) {
            Total joined = sum(sums, MrrMovement.Kind.NEW, starting.currency());
            Total expansion = sum(sums, MrrMovement.Kind.EXPANSION, starting.currency());
            Total contraction =
                    sum(sums, MrrMovement.Kind.CONTRACTION, starting.currency()).negated();
            Total churn = sum(sums, MrrMovement.Kind.CHURN, starting.currency()).negated();
            Total reactivation = sum(sums, MrrMovement.Kind.REACTIVATION, starting.currency());
            Total lost = contraction.plus(churn);
            return new MrrMonth(
                    month,
                    starting,
                    joined,
                    expansion,
                    contraction,
                    churn,
                    reactivation,
                    starting.plus(joined).plus(expansion).plus(reactivation).minus(lost),
                    lost.of(starting),
                    lost.minus(expansion).minus(reactivation).of(starting));
        }

        private static Total sum(List<MovementSum> sums, MrrMovement.Kind kind, CurrencyUnit currency) {
            return sums.stream()
                    .filter(sum -> sum.kind() == kind)
                    .map(MovementSum::change)
                    .reduce(Total.zero(currency), Total::plus);
        }
    }

    public MrrReport {
        months = List.copyOf(months);
    }

    /** @param sums of all months up to the last of the range */
    static MrrReport of(CurrencyUnit currency, MonthRange range, List<MovementSum> sums) {
        Total starting = sums.stream()
                .filter(sum -> sum.month().isBefore(range.from()))
                .map(MovementSum::change)
                .reduce(Total.zero(currency), Total::plus);
        List<MrrMonth> months = new ArrayList<>();
        for (YearMonth each : range.months()) {
            MrrMonth month = MrrMonth.of(
                    each,
                    starting,
                    sums.stream().filter(sum -> sum.month().equals(each)).toList());
            months.add(month);
            starting = month.ending();
        }
        return new MrrReport(currency, months);
    }
}
