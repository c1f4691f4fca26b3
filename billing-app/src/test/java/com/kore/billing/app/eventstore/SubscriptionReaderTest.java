package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionState;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Vendor.class)
class SubscriptionReaderTest {
    private static final SubscriptionId ACME = new SubscriptionId("acme");

    private final TestDatabase database;
    private Node node;

    SubscriptionReaderTest(Vendor vendor) {
        database = TestDatabases.fresh(vendor);
        node = Node.on(database);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void a_subscription_answers_from_what_this_node_knows_or_freshly_from_the_store() {
        node.commands().dispatch(Samples.open("acme"), Samples.by("jane"));
        SubscriptionState known = state(ACME);
        try (Node other = Node.on(database)) {
            other.commands().dispatch(Samples.goPremium("acme"), Samples.by("jane"));
        }

        assertThat(state(ACME)).isEqualTo(known);
        assertThat(node.bean(SubscriptionReader.class).askFresh(ACME, subscription -> subscription.ask(Optional::of)))
                .get()
                .isNotEqualTo(Optional.of(known));
    }

    @Test
    void a_subscription_that_does_not_exist_answers_nothing() {
        assertThat(node.bean(SubscriptionReader.class).ask(ACME, subscription -> "asked"))
                .isEmpty();
    }

    @Test
    void many_are_loaded_at_once_as_each_would_be_from_snapshots_and_events() {
        List<SubscriptionId> ids = IntStream.range(0, 30)
                .mapToObj(i -> new SubscriptionId("account-" + i))
                .toList();
        for (SubscriptionId id : ids) {
            node.commands().dispatch(Samples.open(id.value()), Samples.by("jane"));
            node.commands().dispatch(Samples.goPremium(id.value()), Samples.by("jane"));
        }
        new SnapshotFixture(node).take("account-7");
        node.commands().dispatch(Samples.cancel("account-7"), Samples.by("jane"));
        List<SubscriptionState> states = ids.stream().map(this::state).toList();
        node.close();
        node = Node.on(database);

        node.bean(SubscriptionReader.class).preload(ids);
        // Only what is in the cache can tell now.
        node.jdbc().sql("UPDATE event SET payload = '{}'").update();

        assertThat(ids.stream().map(this::state)).isEqualTo(states);
    }

    @Test
    void commands_go_on_from_what_was_loaded_at_once() {
        node.commands().dispatch(Samples.open("acme"), Samples.by("jane"));
        node.close();
        node = Node.on(database);
        node.bean(SubscriptionReader.class).preload(List.of(ACME, new SubscriptionId("nobody")));

        assertThat(node.commands()
                        .dispatch(Samples.users("acme", 9), Samples.by("jane"))
                        .version())
                .isEqualTo(3);
    }

    private SubscriptionState state(SubscriptionId id) {
        return node.bean(SubscriptionReader.class)
                .ask(id, subscription -> subscription.ask(Optional::of))
                .orElseThrow()
                .orElseThrow();
    }
}
