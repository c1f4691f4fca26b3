package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.OpenedState;
import com.kore.billing.domain.subscription.SubscriptionState;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Vendor.class)
class SnapshotTest {
    private static final SubscriptionId ACME = new SubscriptionId("acme");

    private final TestDatabase database;
    private Node node;

    SnapshotTest(Vendor vendor) {
        database = TestDatabases.fresh(vendor);
        node = Node.on(database);
        node.commands().dispatch(Samples.open("acme"), Samples.by("jane"));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void the_state_is_stored_every_hundred_events_and_only_the_latest_is_kept() {
        for (int users = 4; users < 230; users++) {
            node.commands().dispatch(Samples.users("acme", users), Samples.by("jane"));
            new SnapshotFixture(node).await();
        }

        assertThat(node.jdbc()
                        .sql("SELECT sequence_number FROM snapshot WHERE payload_type = 'Subscription'")
                        .query(Long.class)
                        .list())
                .singleElement(InstanceOfAssertFactories.LONG)
                .isBetween(198L, 202L);
    }

    @Test
    void a_paid_state_reads_from_its_snapshot_as_it_is_folded_from_events() {
        node.commands().dispatch(Samples.goPremium("acme"), Samples.by("jane"));
        SubscriptionState folded = state();
        new SnapshotFixture(node).take("acme");
        // Only the snapshot can tell now.
        node.jdbc().sql("UPDATE event SET payload = '{}'").update();

        assertThat(state()).isEqualTo(folded);
    }

    @Test
    void a_snapshot_of_another_shape_is_left_aside_for_the_events() {
        SubscriptionState folded = state();
        new SnapshotFixture(node).take("acme");
        node.jdbc()
                .sql("UPDATE snapshot SET payload_revision = 'of-another-shape', payload = '{}'")
                .update();

        assertThat(state()).isEqualTo(folded);
    }

    @Test
    void a_snapshot_that_cannot_be_read_is_left_aside_for_the_events() {
        SubscriptionState folded = state();
        new SnapshotFixture(node).take("acme");
        node.jdbc()
                .sql("UPDATE snapshot SET payload = '{\"state\": {\"kind\": \"Nonsense\"}}'")
                .update();

        assertThat(state()).isEqualTo(folded);
    }

    @Test
    void commands_go_on_from_a_snapshot_after_a_restart() {
        new SnapshotFixture(node).take("acme");
        node.close();
        node = Node.on(database);

        assertThat(node.commands()
                        .dispatch(Samples.users("acme", 9), Samples.by("jane"))
                        .version())
                .isEqualTo(3);
    }

    private SubscriptionState state() {
        return node.bean(SubscriptionReader.class)
                .askFresh(ACME, subscription -> subscription.ask(state -> Optional.of((OpenedState) state)))
                .orElseThrow()
                .orElseThrow();
    }
}
