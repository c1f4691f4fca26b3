package com.kore.billing.app.web;

import com.kore.billing.domain.account.SubscriptionId;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Any bytes as a body: JSON, and in it every kind of single value (money, dates, instants, zones, currencies, ids). */
public final class FuzzBodies {
    /** One of each; all may be missing, so that one sound value is enough to get further. */
    record Everything(
            Optional<Money> money,
            Optional<LocalDate> date,
            Optional<Instant> instant,
            Optional<ZoneId> zone,
            Optional<CurrencyUnit> currency,
            Optional<SubscriptionId> id,
            Optional<Long> number,
            Optional<Boolean> flag,
            Optional<String> text,
            Optional<List<Money>> list) {}

    private FuzzBodies() {}

    public static void fuzzerTestOneInput(byte[] input) {
        JsonBody body;
        try {
            body = JsonBody.read(new ByteArrayInputStream(input));
        } catch (RequestRefused refused) {
            return;
        }
        try {
            Everything read = RecordBinder.bind(body.json(), Everything.class);
            // What is accepted is told back in the same words.
            read.money()
                    .ifPresent(money -> Assertions.assertThat(money.getAmountMinorLong())
                            .isEqualTo(body.json().at("/money/amount").longValue()));
            read.date()
                    .ifPresent(date -> Assertions.assertThat(date)
                            .hasToString(body.json().at("/date").stringValue()));
        } catch (RequestRefused refused) {
            Assertions.assertThat(refused.violations()).isNotEmpty().hasSizeLessThanOrEqualTo(20);
        }
    }
}
