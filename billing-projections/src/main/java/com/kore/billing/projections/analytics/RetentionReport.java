package com.kore.billing.projections.analytics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.joda.money.CurrencyUnit;

/**
 * Who stays, and with what: customers month by month, and cohorts, which are the customers who first had recurring revenue in the same month.
 *
 * @param cohorts those of the range's months that have any
 */
public record RetentionReport(CurrencyUnit currency, List<RetentionMonth> months, List<Cohort> cohorts) {

    /**
     * Customers are accounts with recurring revenue; {@code ending = starting + new - churned + reactivated}.
     *
     * @param logoChurnRate churned / starting
     * @param grossRevenueRetention (starting MRR - contraction - churn) / starting MRR
     * @param netRevenueRetention (starting MRR - contraction - churn + expansion + reactivation) / starting MRR
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record RetentionMonth(
            YearMonth month,
            long starting,
            @JsonProperty("new") long joined,
            long churned,
            long reactivated,
            long ending,
            Optional<BigDecimal> logoChurnRate,
            Optional<BigDecimal> grossRevenueRetention,
            Optional<BigDecimal> netRevenueRetention) {

        static RetentionMonth of(MrrReport.MrrMonth mrr, long starting, List<MovementSum> sums) {
            long joined = customers(sums, MrrMovement.Kind.NEW);
            long churned = -customers(sums, MrrMovement.Kind.CHURN);
            long reactivated = customers(sums, MrrMovement.Kind.REACTIVATION);
            Total kept = mrr.starting().minus(mrr.contraction()).minus(mrr.churn());
            return new RetentionMonth(
                    mrr.month(),
                    starting,
                    joined,
                    churned,
                    reactivated,
                    starting + joined - churned + reactivated,
                    Total.rate(BigInteger.valueOf(churned), BigInteger.valueOf(starting)),
                    kept.of(mrr.starting()),
                    kept.plus(mrr.expansion()).plus(mrr.reactivation()).of(mrr.starting()));
        }

        private static long customers(List<MovementSum> sums, MrrMovement.Kind kind) {
            return sums.stream()
                    .filter(sum -> sum.kind() == kind)
                    .mapToLong(MovementSum::customersChange)
                    .sum();
        }
    }

    /**
     * @param month in which they joined
     * @param customers who joined in it
     * @param mrr that they joined with
     */
    public record Cohort(YearMonth month, long customers, Total mrr, List<CohortMonth> months) {
        public Cohort {
            months = List.copyOf(months);
        }

        static Cohort of(CurrencyUnit currency, YearMonth cohort, YearMonth to, List<MovementSum> sums) {
            Predicate<MovementSum> joining = sum -> sum.kind() == MrrMovement.Kind.NEW;
            long customers = sums.stream()
                    .filter(joining)
                    .mapToLong(MovementSum::customersChange)
                    .sum();
            Total mrr =
                    sums.stream().filter(joining).map(MovementSum::change).reduce(Total.zero(currency), Total::plus);
            List<CohortMonth> months = new ArrayList<>();
            long left = 0;
            Total revenue = Total.zero(currency);
            for (YearMonth month : new MonthRange(cohort, to).months()) {
                for (MovementSum sum : sums) {
                    if (sum.month().equals(month)) {
                        left += sum.customersChange();
                        revenue = revenue.plus(sum.change());
                    }
                }
                months.add(new CohortMonth(
                        month,
                        cohort.until(month, ChronoUnit.MONTHS),
                        left,
                        revenue,
                        Total.rate(BigInteger.valueOf(left), BigInteger.valueOf(customers)),
                        revenue.of(mrr)));
            }
            return new Cohort(cohort, customers, mrr, months);
        }
    }

    /**
     * A cohort at the end of a month.
     *
     * @param monthsSince it joined
     * @param customerRetention of those who joined
     * @param revenueRetention of what they joined with
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record CohortMonth(
            YearMonth month,
            long monthsSince,
            long customers,
            Total mrr,
            Optional<BigDecimal> customerRetention,
            Optional<BigDecimal> revenueRetention) {}

    public RetentionReport {
        months = List.copyOf(months);
        cohorts = List.copyOf(cohorts);
    }

    /** @param sums of all months up to the last of the range */
    static RetentionReport of(CurrencyUnit currency, MonthRange range, List<MovementSum> sums) {
        long starting = sums.stream()
                .filter(sum -> sum.month().isBefore(range.from()))
                .mapToLong(MovementSum::customersChange)
                .sum();
        List<RetentionMonth> months = new ArrayList<>();
        for (MrrReport.MrrMonth mrr : MrrReport.of(currency, range, sums).months()) {
            RetentionMonth month = RetentionMonth.of(
                    mrr,
                    starting,
                    sums.stream().filter(sum -> sum.month().equals(mrr.month())).toList());
            months.add(month);
            starting = month.ending();
        }
        return new RetentionReport(
                currency,
                months,
                sums.stream()
                        .map(MovementSum::cohort)
                        .filter(cohort -> !cohort.isBefore(range.from()))
                        .distinct()
                        .sorted()
                        .map(cohort -> Cohort.of(
                                currency,
                                cohort,
                                range.to(),
                                sums.stream()
                                        .filter(sum -> sum.cohort().equals(cohort))
                                        .toList()))
                        .toList());
    }
}
