package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.OpenedState;
import com.kore.billing.domain.subscription.SubscriptionCommand.CancelSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.ErasePersonalData;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingProfileUpdated;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Vendor.class)
class PersonalDataTest {
    private static final SubscriptionId ACME = new SubscriptionId("acme");

    private final TestDatabase database;
    private Node node;

    PersonalDataTest(Vendor vendor) {
        database = TestDatabases.fresh(vendor);
        node = Node.on(database);
        node.commands().dispatch(Samples.open("acme"), Samples.by("jane"));
        node.commands().dispatch(Samples.goPremium("acme"), Samples.by("jane"));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void no_row_and_no_file_holds_a_personal_value_in_plain_text() throws IOException {
        takeSnapshot();

        List<String> rows = Stream.of("event", "snapshot", "dead_letter", "idempotency_key", "personal_data_key")
                .flatMap(table -> node.jdbc().sql("SELECT * FROM " + table).query().listOfRows().stream())
                .map(Object::toString)
                .toList();
        assertThat(rows).anyMatch(row -> row.contains("Subscription")).noneMatch(PersonalDataTest::tells);
        node.close();
        if (database.vendor() == Vendor.H2) {
            Path file = Path.of(database.url().substring("jdbc:h2:file:".length()) + ".mv.db");
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).matches(text -> !tells(text));
        }
    }

    private static boolean tells(String text) {
        return Stream.of(Samples.ACCOUNT_NAME, Samples.CONTACT, Samples.TOKEN, "Offene Gasse", "klartext.example")
                .anyMatch(text::contains);
    }

    /** Of an account that is on a paid plan, so that the command for it would be refused. */
    private void eraseKey() {
        node.jdbc()
                .sql("UPDATE personal_data_key SET wrapped_key = NULL WHERE subscription_id = 'acme'")
                .update();
        node.bean(PersonalDataKeys.class).erased(ACME);
    }

    private void takeSnapshot() {
        new SnapshotFixture(node).take("acme");
    }

    @Test
    void what_is_personal_reads_as_it_was_given() {
        List<SubscriptionEvent> events = events();

        assertThat(((SubscriptionOpened) events.get(0)).accountName()).isEqualTo(Samples.ACCOUNT_NAME);
        assertThat(((BillingProfileUpdated) events.get(1)).billingProfile()).isEqualTo(Samples.PROFILE);
        assertThat(((PaymentMethodChanged) events.get(2)).paymentMethod().token())
                .isEqualTo(Samples.TOKEN);
    }

    @Test
    void an_erased_key_erases_every_value_of_its_account_and_changes_no_stored_byte() {
        node.commands().dispatch(Samples.open("other"), Samples.by("jane"));
        List<String> stored = payloads();

        eraseKey();

        List<SubscriptionEvent> events = events();
        assertThat(((SubscriptionOpened) events.get(0)).accountName()).isEqualTo("erased");
        assertThat(((BillingProfileUpdated) events.get(1)).billingProfile()).isEqualTo(BillingProfile.ERASED);
        assertThat(((PaymentMethodChanged) events.get(2)).paymentMethod().token())
                .isEqualTo("erased");
        assertThat(((PaymentMethodChanged) events.get(2)).paymentMethod().last4())
                .isEqualTo("4242");
        assertThat(payloads()).isEqualTo(stored);
        assertThat(((SubscriptionOpened) node.events()
                                .ofSubscription(new SubscriptionId("other"))
                                .getFirst()
                                .event())
                        .accountName())
                .isEqualTo(Samples.ACCOUNT_NAME);
    }

    @Test
    void a_text_that_nobody_gave_is_not_there_and_is_not_erased_either() {
        node.commands().dispatch(Samples.cancel("acme"), Samples.by("jane"));
        node.commands().dispatch(Samples.withdrawCancellation("acme"), Samples.by("jane"));
        node.commands()
                .dispatch(
                        new CancelSubscription(ACME, Samples.AT, Optional.of("Too dear for " + Samples.CONTACT)),
                        Samples.by("jane"));

        assertThat(reasons()).containsExactly(Optional.empty(), Optional.of("Too dear for " + Samples.CONTACT));
        eraseKey();
        assertThat(reasons()).containsExactly(Optional.empty(), Optional.of("erased"));
    }

    private List<Optional<String>> reasons() {
        return events().stream()
                .filter(CancellationScheduled.class::isInstance)
                .map(event -> ((CancellationScheduled) event).reason())
                .toList();
    }

    @Test
    void an_erased_account_goes_on_with_a_new_key() {
        eraseKey();
        node.close();
        node = Node.on(database);

        node.commands().dispatch(Samples.updateProfile("acme"), Samples.by("jane"));

        List<SubscriptionEvent> events = events();
        assertThat(((SubscriptionOpened) events.get(0)).accountName()).isEqualTo("erased");
        assertThat(((BillingProfileUpdated) events.getLast()).billingProfile()).isEqualTo(Samples.PROFILE);
    }

    @Test
    void a_snapshot_is_erased_with_the_events() {
        takeSnapshot();
        eraseKey();

        assertThat(node.bean(SubscriptionReader.class)
                        .askFresh(ACME, subscription -> subscription.ask(state -> Optional.of((OpenedState) state)))
                        .orElseThrow()
                        .orElseThrow()
                        .account()
                        .paymentMethod()
                        .orElseThrow()
                        .token())
                .isEqualTo("erased");
    }

    @Test
    void the_event_of_an_erasure_and_the_end_of_the_keys_are_one() {
        node.commands().dispatch(Samples.open("gone"), Samples.by("jane"));
        List<String> stored = payloads();
        SubscriptionId gone = new SubscriptionId("gone");

        node.jdbc()
                .sql("ALTER TABLE personal_data_key ADD CONSTRAINT kept CHECK (wrapped_key IS NOT NULL)")
                .update();
        assertThatThrownBy(() -> node.commands().dispatch(new ErasePersonalData(gone, Samples.AT), Samples.by("jane")))
                .isNotNull();
        assertThat(payloads()).isEqualTo(stored);
        assertThat(nameOf(gone)).isEqualTo(Samples.ACCOUNT_NAME);

        node.jdbc().sql("ALTER TABLE personal_data_key DROP CONSTRAINT kept").update();
        node.commands().dispatch(new ErasePersonalData(gone, Samples.AT), Samples.by("jane"));
        assertThat(nameOf(gone)).isEqualTo("erased");
        assertThat(payloads().subList(0, stored.size())).isEqualTo(stored);
        assertThat(node.events().ofSubscription(gone).getLast().event())
                .isEqualTo(new PersonalDataErased(gone, Samples.AT, LocalDate.of(2026, 1, 15), 0));
        assertThat(wrappedKeys("gone")).containsExactly(Optional.empty());
    }

    /** It knows the key, and seals nothing more under it once it knows of the erasure. */
    @Test
    void another_node_seals_what_is_given_after_an_erasure_under_a_new_key() {
        SubscriptionId gone = new SubscriptionId("gone");
        node.commands().dispatch(Samples.open("gone"), Samples.by("jane"));
        try (Node other = Node.on(database)) {
            other.commands().dispatch(Samples.updateProfile("gone"), Samples.by("joe"));
            node.commands().dispatch(new ErasePersonalData(gone, Samples.AT), Samples.by("jane"));

            other.commands().dispatch(Samples.updateProfile("gone"), Samples.by("joe"));

            assertThat(nameOf(gone)).isEqualTo("erased");
            assertThat(((BillingProfileUpdated)
                                    node.events().ofSubscription(gone).getLast().event())
                            .billingProfile())
                    .isEqualTo(Samples.PROFILE);
            assertThat(((SubscriptionOpened) other.events()
                                    .ofSubscription(gone)
                                    .getFirst()
                                    .event())
                            .accountName())
                    .isEqualTo("erased");
        }
        assertThat(wrappedKeys("gone")).hasSize(2).containsOnlyOnce(Optional.empty());
    }

    @Test
    void a_copy_that_is_made_of_what_was_read_before_an_erasure_is_erased_too() {
        StoredSerializer serializer = node.bean(StoredSerializer.class);
        BillingProfileUpdated read = (BillingProfileUpdated) events().get(1);
        assertThat(read.billingProfile()).isEqualTo(Samples.PROFILE);
        eraseKey();

        BillingProfileUpdated copied = serializer.deserialize(serializer.serialize(read, String.class));

        assertThat(copied.billingProfile()).isEqualTo(BillingProfile.ERASED);
        assertThat(wrappedKeys("acme")).containsExactly(Optional.empty());
    }

    private String nameOf(SubscriptionId id) {
        return ((SubscriptionOpened) node.events().ofSubscription(id).getFirst().event()).accountName();
    }

    private List<Optional<String>> wrappedKeys(String account) {
        return node.jdbc()
                .sql("SELECT wrapped_key FROM personal_data_key WHERE subscription_id = ?")
                .param(account)
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .list();
    }

    @Test
    void a_value_that_was_altered_or_moved_to_another_account_is_not_read() {
        node.commands().dispatch(Samples.open("other"), Samples.by("jane"));
        node.jdbc()
                .sql("UPDATE personal_data_key SET wrapped_key ="
                        + " (SELECT k.wrapped_key FROM personal_data_key k WHERE k.subscription_id = 'other')"
                        + " WHERE subscription_id = 'acme'")
                .update();
        node.close();
        node = Node.on(database);

        assertThatThrownBy(this::events).hasMessageContaining("cannot decrypt");
    }

    private List<SubscriptionEvent> events() {
        return node.events().ofSubscription(ACME).stream()
                .map(StoredEvent::event)
                .toList();
    }

    private List<String> payloads() {
        return node.events().after(0, 100).stream().map(StoredEvent::payload).toList();
    }
}
