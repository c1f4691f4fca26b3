package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the databases really answer. */
@ParameterizedClass
@EnumSource(Vendor.class)
class SqlFailureTest {
    private final HikariDataSource dataSource;
    private final String impatience;

    SqlFailureTest(Vendor vendor) {
        dataSource = TestDatabases.fresh(vendor).open();
        impatience = vendor == Vendor.H2 ? "SET LOCK_TIMEOUT 10" : "SET deadlock_timeout = '10ms'";
    }

    @AfterEach
    void stop() {
        dataSource.close();
    }

    @Test
    void a_second_event_at_the_same_place_is_a_duplicate_also_within_a_batch() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            AppendSql.insert(connection, List.of(EventWriterTest.append("acme")));

            SQLException refusal = catchThrowableOfType(
                    SQLException.class,
                    () -> AppendSql.insert(
                            connection, List.of(EventWriterTest.append("fresh"), EventWriterTest.append("acme"))));

            assertThat(SqlFailure.of(refusal)).isEqualTo(SqlFailure.DUPLICATE);
            assertThat(SqlFailure.DUPLICATE_KEYS.isDuplicateKeyViolation(new IllegalStateException(refusal)))
                    .isTrue();
            assertThat(SqlFailure.isUnavailable(refusal)).isFalse();
        }
    }

    /** Two that wait for each other: PostgreSQL finds the deadlock, H2 stops waiting. Events cannot bring it about: their writers queue. */
    @Test
    void who_is_in_each_others_way_collides() throws Exception {
        try (Connection one = dataSource.getConnection();
                Connection other = dataSource.getConnection()) {
            one.createStatement().execute("CREATE TABLE scratch (id INT PRIMARY KEY)");
            for (Connection connection : List.of(one, other)) {
                connection.createStatement().execute(impatience);
                connection.setAutoCommit(false);
            }
            insertedOrWhyNot(one, 1);
            insertedOrWhyNot(other, 2);

            List<Object> outcomes = AtOnce.run(2, n -> n == 0 ? insertedOrWhyNot(one, 2) : insertedOrWhyNot(other, 1));

            assertThat(outcomes).contains(SqlFailure.COLLISION).isSubsetOf(SqlFailure.COLLISION, "stored");
        }
    }

    /** Lets go of what the other one waits for. */
    private static Object insertedOrWhyNot(Connection connection, int id) {
        SQLException refusal = catchThrowableOfType(
                SQLException.class,
                () -> connection.createStatement().execute("INSERT INTO scratch VALUES (" + id + ")"));
        if (refusal == null) {
            return "stored";
        }
        assertThatCode(connection::rollback).doesNotThrowAnyException();
        return SqlFailure.of(refusal);
    }

    @Test
    void a_value_that_does_not_fit_is_the_datas_fault() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            SQLException refusal = catchThrowableOfType(
                    SQLException.class,
                    () -> AppendSql.insert(
                            connection,
                            List.of(EventWriterTest.append("acme", "an id that is longer than any, which are 36"))));

            assertThat(SqlFailure.of(refusal)).isEqualTo(SqlFailure.DATA);
        }
    }
}
