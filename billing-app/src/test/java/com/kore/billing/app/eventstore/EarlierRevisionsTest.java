package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.StoreFixture;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentOutcomeUnknown;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever way an event of an earlier revision is read, it reads as it would be written today. */
@ParameterizedClass
@EnumSource(Vendor.class)
class EarlierRevisionsTest {
    private static final SubscriptionId MANY = new SubscriptionId("many");

    private final Node node;

    EarlierRevisionsTest(Vendor vendor) {
        TestDatabase database = TestDatabases.fresh(vendor);
        StoreFixture.of("/stores/first-revision.ndjson").into(database, "310");
        node = Node.on(database);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static void areRead(Stream<?> events) {
        assertThat(events.filter(PaymentOutcomeUnknown.class::isInstance)
                        .map(event -> ((PaymentOutcomeUnknown) event).code()))
                .isNotEmpty()
                .containsOnly("timeout");
    }

    private static Stream<?> payloads(DomainEventStream events) {
        return events.asStream().map(Message::getPayload);
    }

    @Test
    void by_who_loads_one_subscription_or_many() {
        areRead(payloads(node.bean(StorageEngine.class).readEvents("many", 0)));
        areRead(payloads(Objects.requireNonNull(
                node.bean(BulkLoad.class).read(List.of(MANY)).get("many"))));
    }

    @Test
    void by_a_processor() {
        StorageEngine engine = node.bean(StorageEngine.class);

        areRead(engine.readAfter(null).stream().map(Message::getPayload));
    }

    @Test
    void by_who_reads_the_history() {
        EventReader reader = node.events();

        for (List<StoredEvent> events : List.of(
                reader.after(0, 1_000), reader.ofSubscription(MANY), reader.bySubscription(Optional.empty(), 1_000))) {
            areRead(events.stream().map(StoredEvent::event));
            assertThat(events.stream().filter(event -> event.type().equals("PaymentOutcomeUnknown")))
                    .isNotEmpty()
                    .allSatisfy(event -> {
                        assertThat(event.revision()).isEqualTo("1");
                        assertThat(event.payload()).doesNotContain("\"code\"");
                        assertThat(PublicForm.of(event).get("code").asString()).isEqualTo("timeout");
                    });
        }
    }

    @Test
    void all_that_has_no_earlier_revision_reads_as_ever() {
        assertThat(node.events().after(0, 1_000))
                .extracting(StoredEvent::event)
                .hasSize(129)
                .allSatisfy(event -> assertThat(event).isInstanceOf(SubscriptionEvent.class));
    }
}
