package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackingEventStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Vendor.class)
class EventProcessorsTest {
    private static final String NAME = "read-models";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final TestDatabase database;
    private RecordingHandler handler = new RecordingHandler();
    private Node node;

    EventProcessorsTest(Vendor vendor) {
        database = TestDatabases.fresh(vendor);
        node = following(handler);
    }

    private Node following(RecordingHandler recording) {
        return Node.on(
                database,
                context -> context.registerBean(
                        ReadModelProcessor.class, () -> new ReadModelProcessor(NAME, 2, 100, recording)));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    /** A processor whose stream says that it calls back does not poll. */
    @Test
    void the_append_calls_back_whoever_follows_the_events() {
        try (TrackingEventStream stream = node.bean(WakingEventStore.class).openStream(null)) {
            Semaphore calls = new Semaphore(0);
            assertThat(stream.setOnAvailableCallback(calls::release)).isTrue();

            node.commands().dispatch(Samples.open("acme"), Samples.by("jane"));

            await().until(calls::tryAcquire);
            assertThat(stream.hasNextAvailable()).isTrue();
        }
    }

    @Test
    void a_processor_handles_every_append() {
        node.commands().dispatch(Samples.open("acme"), Samples.by("jane"));
        awaitHandled(2);

        for (int users = 10; users < 40; users++) {
            node.commands().dispatch(Samples.users("acme", users), Samples.by("jane"));
            awaitHandled(users - 7);
        }
    }

    /** With H2, where a second context in one process is what no service has, nobody watches for them: they are read without a signal. */
    @Test
    void events_of_another_node_arrive_too() {
        try (Node other = Node.on(database)) {
            other.commands().dispatch(Samples.open("acme"), Samples.by("jane"));
        }

        await().atMost(PATIENCE).until(() -> handler.handledOf("acme").size() == 2);
    }

    @Test
    void after_a_restart_it_goes_on_where_it_was() {
        node.commands().dispatch(Samples.open("acme"), Samples.by("jane"));
        awaitHandled(2);
        node.close();
        handler = new RecordingHandler();
        node = following(handler);

        node.commands().dispatch(Samples.users("acme", 9), Samples.by("jane"));

        await().until(() -> handler.handledOf("acme").equals(List.of("ManagedUsersChanged")));
    }

    @Test
    void a_replay_reads_its_own_tokens_and_handles_everything_again() {
        node.commands().dispatch(Samples.open("acme"), Samples.by("jane"));
        node.commands().dispatch(Samples.open("other"), Samples.by("jane"));
        awaitHandled(4);
        List<SubscriptionEvent> first = handler.handled();
        StreamingEventProcessor processor = node.bean(EventProcessors.class).processor(NAME);
        processor.shutDown();
        processor.resetTokens();
        assertThat(node.jdbc()
                        .sql("SELECT DISTINCT token_type FROM token_entry WHERE processor_name = '" + NAME + "'")
                        .query(String.class)
                        .list())
                .contains("org.axonframework.eventhandling.ReplayToken");

        processor.start();

        awaitHandled(8);
        assertThat(handler.handled().subList(4, 8)).containsExactlyInAnyOrderElementsOf(first);
        assertThat(handler.replayed()).isNotEmpty();
    }

    @Test
    void a_poisoned_event_waits_with_those_behind_it_and_stops_nobody_else() {
        handler.failAt(event -> event.subscriptionId().value().equals("acme"));
        node.commands().dispatch(Samples.open("acme"), Samples.by("jane"));
        node.commands().dispatch(Samples.open("other"), Samples.by("jane"));

        await().until(() ->
                handler.handledOf("other").size() == 2 && deadLetters().size() == 2);

        assertThat(handler.handledOf("acme")).isEmpty();
        assertThat(deadLetters())
                .noneMatch(letter -> letter.contains(Samples.ACCOUNT_NAME) || letter.contains(Samples.CONTACT))
                .anyMatch(letter -> letter.contains("java.lang.IllegalStateException"));

        handler.failAt(event -> false);
        assertThat(node.bean(EventProcessors.class).retryDeadLetters(NAME)).isTrue();
        assertThat(handler.handledOf("acme")).containsExactly("SubscriptionOpened", "BillingProfileUpdated");
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void what_a_handler_enqueues_itself_keeps_later_events_of_that_subscription_waiting() {
        handler.enqueueIn(node.bean(DeadLetterQueues.class).of(NAME));
        handler.failAt(event -> event.subscriptionId().value().equals("acme"));
        node.commands().dispatch(Samples.open("other"), Samples.by("jane"));
        awaitHandled(2);
        node.commands().dispatch(Samples.open("acme"), Samples.by("jane"));
        await().until(() -> deadLetters().size() == 2);
        handler.failAt(event -> false);

        node.commands().dispatch(Samples.users("acme", 9), Samples.by("jane"));

        await().until(() -> deadLetters().size() == 3);
        assertThat(handler.handledOf("acme")).isEmpty();
    }

    @Test
    void letters_of_an_earlier_run_keep_later_events_waiting() {
        handler.failAt(event -> event.subscriptionId().value().equals("acme"));
        node.commands().dispatch(Samples.open("acme"), Samples.by("jane"));
        await().until(() -> deadLetters().size() == 2);
        node.close();
        handler = new RecordingHandler();
        node = following(handler);

        node.commands().dispatch(Samples.users("acme", 9), Samples.by("jane"));

        await().until(() -> deadLetters().size() == 3);
        assertThat(handler.handledOf("acme")).isEmpty();
    }

    private List<String> deadLetters() {
        return node.jdbc()
                .sql("SELECT * FROM dead_letter ORDER BY sequence_index")
                .query((row, number) -> String.join(
                        "|",
                        row.getString("payload_type"),
                        new String(row.getBytes("payload"), StandardCharsets.UTF_8),
                        String.valueOf(row.getString("cause_type")),
                        String.valueOf(row.getString("cause_message"))))
                .list();
    }

    private void awaitHandled(int events) {
        await().pollInterval(Duration.ofMillis(1)).until(() -> handler.handled().size() == events);
    }
}
