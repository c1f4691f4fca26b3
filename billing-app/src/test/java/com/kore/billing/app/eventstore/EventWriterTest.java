package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.SubscriptionId;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParameterizedClass
@EnumSource(Vendor.class)
class EventWriterTest {
    private final HikariDataSource dataSource;
    private final EventWriter writer;

    EventWriterTest(Vendor vendor) {
        dataSource = TestDatabases.fresh(vendor).open();
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
    void those_that_wait_with_one_that_fails_are_stored_all_the_same() {
        for (int i = 0; i < 40; i += 10) {
            writer.write(append("account-" + i));
        }

        List<Object> outcomes = AtOnce.run(40, i -> write(append("account-" + i)));

        assertThat(outcomes).filteredOn("stored"::equals).hasSize(36);
        assertThat(outcomes).filteredOn(Overtaken.class::isInstance).hasSize(4);
        assertThat(eventIds()).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void events_that_stand_already_under_their_own_ids_are_stored_and_not_doubled() {
        Append append = append("acme");
        writer.write(append);

        writer.write(append);

        assertThat(eventIds()).containsExactly(append.first().eventIdentifier());
    }

    @Test
    void another_event_at_its_place_overtakes_it() {
        writer.write(append("acme"));

        assertThatThrownBy(() -> writer.write(append("acme"))).isInstanceOf(Overtaken.class);
    }

    @Test
    void an_id_that_differs_only_in_case_is_taken() {
        writer.write(append("acme"));

        assertThatExceptionOfType(CommandRejected.class)
                .isThrownBy(() -> writer.write(append("ACME")))
                .extracting(CommandRejected::code)
                .isEqualTo("subscription-exists");
    }

    @Test
    void a_key_that_is_stored_already_stands_in_the_way_of_all_its_events() {
        IdempotencyKey key = new IdempotencyKey("service", "key", "hash");
        writer.write(withKey(append("acme"), key));

        assertThatThrownBy(() -> writer.write(withKey(append("other"), key))).isInstanceOf(IdempotencyKeyTaken.class);
        assertThat(eventIds()).hasSize(1);
    }

    @Test
    void events_that_do_not_fit_are_an_error_and_no_outage() {
        assertThatThrownBy(() -> writer.write(append("x".repeat(64), "y".repeat(37))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("refuses");
    }

    @Test
    void a_writer_that_is_closed_stores_what_waits_and_takes_nothing_more() {
        writer.write(append("acme"));
        writer.close();

        assertThatThrownBy(() -> writer.write(append("late"))).isInstanceOf(StoreUnavailable.class);
        assertThat(eventIds()).hasSize(1);
    }

    private Object write(Append append) {
        writer.write(append);
        return "stored";
    }

    private List<String> eventIds() {
        return JdbcClient.create(dataSource)
                .sql("SELECT event_identifier FROM event ORDER BY position")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static Append withKey(Append append, IdempotencyKey key) {
        return new Append(append.subscriptionId(), append.rows(), Optional.of(key), Optional.empty(), false);
    }

    static Append append(String id) {
        return append(id, UUID.randomUUID().toString());
    }

    static Append append(String id, String eventId) {
        EventRow row = new EventRow(id, 0, "Subscription", eventId, "SubscriptionOpened", "1", Samples.AT, "{}", "{}");
        return new Append(new SubscriptionId(id), List.of(row), Optional.empty(), Optional.empty(), false);
    }
}
