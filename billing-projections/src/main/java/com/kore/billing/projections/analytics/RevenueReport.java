package com.kore.billing.projections.analytics;

import java.time.YearMonth;
import java.util.List;
import org.joda.money.CurrencyUnit;

/** Revenue by the days that it was paid for; months to come say what is deferred to them. */
public record RevenueReport(CurrencyUnit currency, List<RevenueMonth> months) {

    /** One month; {@code recognized = charged - credited - refunded - writtenOff}, none of which is negative. */
    public record RevenueMonth(
            YearMonth month, Total charged, Total credited, Total refunded, Total writtenOff, Total recognized) {

        static RevenueMonth of(YearMonth month, Total charge, Total credit, Total refund, Total writeOff) {
            return new RevenueMonth(
                    month,
                    charge,
                    credit.negated(),
                    refund.negated(),
                    writeOff.negated(),
                    charge.plus(credit).plus(refund).plus(writeOff));
        }
    }

    public RevenueReport {
        months = List.copyOf(months);
    }
}
