package com.kore.billing.app.console.clock;

import com.kore.billing.app.console.Words;
import com.kore.billing.projections.duework.WorkItem;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What time it is, and what comes next.
 *
 * @param from the same for machines: an advance by a day is one by a day from here, however often it is sent
 * @param earliest as the field for an instant takes it
 */
record ClockPage(String now, String from, String earliest, List<Due> due, boolean seesAccounts) {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final DateTimeFormatter FIELD =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm").withZone(UTC);

    /** Something that is done at its time. */
    record Due(String at, String what, String subscriptionId) {
        static Due of(WorkItem item) {
            return new Due(
                    Words.instant(item.dueAt(), UTC),
                    what(item),
                    item.subscriptionId().value());
        }

        private static String what(WorkItem item) {
            String of = item.invoiceId().map(invoice -> " of " + invoice).orElse("");
            return switch (item.kind()) {
                case RENEWAL -> "The period ends";
                case COLLECTION -> "Payment%s, attempt %d".formatted(of, item.attempt());
                case INQUIRY -> "Ask what became of the payment" + of;
                case REFUND -> "Refund" + of;
            };
        }
    }

    ClockPage {
        due = List.copyOf(due);
    }

    static ClockPage of(Instant now, List<WorkItem> next, boolean seesAccounts) {
        return new ClockPage(
                inWords(now),
                now.toString(),
                FIELD.format(now.atOffset(ZoneOffset.UTC).plusMinutes(1).truncatedTo(ChronoUnit.MINUTES)),
                next.stream().map(Due::of).toList(),
                seesAccounts);
    }

    static String inWords(Instant instant) {
        return Words.instant(instant, UTC);
    }
}
