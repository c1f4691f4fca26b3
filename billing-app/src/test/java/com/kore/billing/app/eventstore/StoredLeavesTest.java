package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.kore.billing.app.proof.Leaf;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever an event says, its row is read back as it was written, so its leaf is the same now and in years. */
@ParameterizedClass
@EnumSource(Vendor.class)
class StoredLeavesTest {
    private static final long SEED = 20_260_115;
    private static final int EVENTS = 2_000;

    private final HikariDataSource dataSource;
    private final PersonalDataKeys keys;
    private final StoredSerializer serializer;
    private final EventWriter writer;
    private final Random random = new Random(SEED);

    StoredLeavesTest(Vendor vendor) {
        dataSource = TestDatabases.fresh(vendor).open();
        keys = new PersonalDataKeys(dataSource, MasterKey.ofBase64(Node.MASTER_KEY), new Random(1));
        serializer = StoredSerializer.of(keys, random);
        writer = new EventWriter(
                new AppendTransaction(new WriterConnections(dataSource, WriterConnections.Patience.DEFAULT)),
                new AppendSignal(),
                new WriterMeters(new SimpleMeterRegistry()),
                Spans.none());
    }

    @AfterEach
    void stop() {
        writer.close();
        dataSource.close();
    }

    @Test
    void the_leaf_of_an_event_is_the_same_before_and_after_it_was_stored() {
        List<Leaf> written = new ArrayList<>();
        for (int sequence = 0; sequence < EVENTS; sequence++) {
            EventRow row = row(sequence, anyEvent());
            writer.write(
                    new Append(new SubscriptionId("acme"), List.of(row), Optional.empty(), Optional.empty(), false));
            written.add(leaf(row));
        }

        List<Leaf> read = new EventReader(dataSource, serializer, keys)
                .sealedAfter(0, EVENTS).stream().map(Leaf::of).toList();

        assertThat(read).as("seed %d", SEED).isEqualTo(written);
        assertThat(read)
                .allSatisfy(leaf -> assertThat(leaf.occurredAt())
                        .isEqualTo(leaf.occurredAt().truncatedTo(ChronoUnit.MICROS)));
        assertThat(read)
                .extracting(Leaf::canonical)
                .isEqualTo(written.stream().map(Leaf::canonical).toList());
    }

    private static Leaf leaf(EventRow row) {
        return new Leaf(
                row.aggregateIdentifier(),
                row.sequence(),
                row.eventIdentifier(),
                row.payloadType(),
                row.payloadRevision(),
                row.timeStamp(),
                row.metaData(),
                row.payload());
    }

    /** One of every type, or one that says anything at any nanosecond. */
    private SubscriptionEvent anyEvent() {
        SubscriptionEvent sample = SampleEvents.ALL.get(random.nextInt(SampleEvents.ALL.size()));
        Instant at = sample.at()
                .plusSeconds(random.nextLong(-10_000_000_000L, 10_000_000_000L))
                .plusNanos(random.nextInt(1_000_000_000));
        return switch (sample) {
            case SubscriptionOpened opened ->
                new SubscriptionOpened(
                        opened.subscriptionId(),
                        at,
                        opened.on(),
                        anyText(),
                        opened.currency(),
                        opened.timeZone(),
                        opened.plan(),
                        random.nextInt());
            case CancellationScheduled canceled ->
                new CancellationScheduled(
                        canceled.subscriptionId(), at, canceled.on(), canceled.endsOn(), Optional.of(anyText()));
            case PaymentDeclined declined ->
                new PaymentDeclined(
                        declined.subscriptionId(),
                        at,
                        declined.on(),
                        declined.invoiceId(),
                        declined.attempt(),
                        declined.paymentMethod(),
                        declined.amount(),
                        anyText(),
                        Optional.of(at),
                        Optional.of(anyText()));
            default -> sample;
        };
    }

    /** Of all characters that there are, the unassigned and the zero among them; now and then longer than any page of a database. */
    private String anyText() {
        int length = random.nextInt(100) == 0 ? 20_000 : random.nextInt(40);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            int point = random.nextInt(random.nextBoolean() ? 0x180 : Character.MAX_CODE_POINT + 1);
            if (Character.getType(point) != Character.SURROGATE) {
                text.appendCodePoint(point);
            }
        }
        return text.toString();
    }

    private EventRow row(int sequence, SubscriptionEvent event) {
        return row(sequence, event, anyText());
    }

    private EventRow row(int sequence, SubscriptionEvent event, String actor) {
        return new EventRow(
                "acme",
                sequence,
                "Subscription",
                UUID.randomUUID().toString(),
                StoredNames.of(event),
                StoredNames.revisionOf(event),
                event.at(),
                serializer.write(event, keys.forCopies(new SubscriptionId("acme"))),
                serializer
                        .serialize(MetaData.from(Map.of("actor", actor, "command", "ChangePlan")), String.class)
                        .getData());
    }

    @Test
    void half_a_character_never_gets_into_a_row_and_not_under_a_seal_either() {
        String half = "\ud83d";
        SubscriptionOpened opened = (SubscriptionOpened) SampleEvents.ALL.getFirst();
        SubscriptionOpened halfNamed = new SubscriptionOpened(
                opened.subscriptionId(),
                opened.at(),
                opened.on(),
                half,
                opened.currency(),
                opened.timeZone(),
                opened.plan(),
                1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> row(0, opened, half))
                .withMessageContaining("half a character");
        assertThat(catchThrowable(() -> row(0, halfNamed, "jane"))).hasStackTraceContaining("half a character");
    }
}
