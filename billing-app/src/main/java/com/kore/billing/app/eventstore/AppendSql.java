package com.kore.billing.app.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** The statements of the writer: inserting what several commands lead to, and asking what stands in its way. */
final class AppendSql {
    private static final String INSERT_EVENT =
            "INSERT INTO event (aggregate_identifier, sequence_number, type, event_identifier, payload_type, payload_revision,"
                    + " time_stamp, payload, meta_data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT_IDEMPOTENCY_KEY =
            "INSERT INTO idempotency_key (caller, idempotency_key, request_hash, subscription_id, first_sequence, last_sequence)"
                    + " VALUES (?, ?, ?, ?, ?, ?)";
    private static final String INSERT_PERSONAL_DATA_KEY =
            "INSERT INTO personal_data_key (key_id, subscription_id, master_key_id, wrapped_key) VALUES (?, ?, ?, ?)";

    private static final String ERASE_PERSONAL_DATA_KEYS =
            "UPDATE personal_data_key SET wrapped_key = NULL WHERE subscription_id = ?";

    /** What the staff called the account's tokens may be somebody's name. */
    private static final String ERASE_TOKEN_NAMES =
            "UPDATE access_token SET name = NULL WHERE subscription_id = ? AND name IS NOT NULL";

    private AppendSql() {}

    /** What the store says about an append that did not go through. */
    enum Finding {
        /** Its events are there: the commit went through after all. */
        STORED,
        /** Another command was faster. */
        OVERTAKEN,
        /** Another command with the same idempotency key was faster. */
        KEY_TAKEN,
        /** A subscription whose id differs only in case exists. */
        ID_TAKEN,
        /** Nothing stands in its way. */
        ABSENT
    }

    static void insert(Connection connection, List<Append> appends) throws SQLException {
        insertEvents(connection, appends);
        insertIdempotencyKeys(connection, appends);
        forErased(connection, appends, ERASE_PERSONAL_DATA_KEYS);
        forErased(connection, appends, ERASE_TOKEN_NAMES);
        insertPersonalDataKeys(connection, appends);
    }

    private static void insertEvents(Connection connection, List<Append> appends) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT_EVENT)) {
            for (Append append : appends) {
                for (EventRow row : append.rows()) {
                    statement.setString(1, row.aggregateIdentifier());
                    statement.setLong(2, row.sequence());
                    statement.setString(3, row.aggregateType());
                    statement.setString(4, row.eventIdentifier());
                    statement.setString(5, row.payloadType());
                    statement.setString(6, row.payloadRevision());
                    statement.setObject(7, row.timeStamp().atOffset(ZoneOffset.UTC));
                    statement.setString(8, row.payload());
                    statement.setString(9, row.metaData());
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    private static void insertIdempotencyKeys(Connection connection, List<Append> appends) throws SQLException {
        if (appends.stream().allMatch(append -> append.idempotencyKey().isEmpty())) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT_IDEMPOTENCY_KEY)) {
            for (Append append : appends) {
                if (append.idempotencyKey().isPresent()) {
                    IdempotencyKey key = append.idempotencyKey().get();
                    statement.setString(1, key.caller());
                    statement.setString(2, key.key());
                    statement.setString(3, key.requestHash());
                    statement.setString(4, append.subscriptionId().value());
                    statement.setLong(5, append.first().sequence());
                    statement.setLong(6, append.rows().getLast().sequence());
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    /** With the event that says so, so that neither is ever without the other. */
    private static void forErased(Connection connection, List<Append> appends, String erase) throws SQLException {
        if (appends.stream().noneMatch(Append::erasesKeys)) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(erase)) {
            for (Append append : appends) {
                if (append.erasesKeys()) {
                    statement.setString(1, append.subscriptionId().value());
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    private static void insertPersonalDataKeys(Connection connection, List<Append> appends) throws SQLException {
        if (appends.stream().allMatch(append -> append.newKey().isEmpty())) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT_PERSONAL_DATA_KEY)) {
            for (Append append : appends) {
                if (append.newKey().isPresent()) {
                    AccountKey.Row key = append.newKey().get();
                    statement.setString(1, key.keyId());
                    statement.setString(2, key.account().value());
                    statement.setString(3, key.masterKeyId());
                    statement.setString(4, key.wrapped());
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    /** Asked after a failure, in a transaction of its own. */
    static Finding find(Connection connection, Append append) throws SQLException {
        EventRow first = append.first();
        List<String> atPlace = strings(
                connection,
                "SELECT event_identifier FROM event WHERE aggregate_identifier = ? AND sequence_number = ?",
                first.aggregateIdentifier(),
                first.sequence());
        if (!atPlace.isEmpty()) {
            return atPlace.getFirst().equals(first.eventIdentifier()) ? Finding.STORED : Finding.OVERTAKEN;
        }
        if (append.idempotencyKey().isPresent()) {
            IdempotencyKey key = append.idempotencyKey().get();
            if (!strings(
                            connection,
                            "SELECT request_hash FROM idempotency_key WHERE caller = ? AND idempotency_key = ?",
                            key.caller(),
                            key.key())
                    .isEmpty()) {
                return Finding.KEY_TAKEN;
            }
        }
        boolean idTaken = first.sequence() == 0
                && !strings(
                                connection,
                                "SELECT aggregate_identifier FROM event WHERE opening_key = ?",
                                first.aggregateIdentifier().toUpperCase(Locale.ROOT))
                        .isEmpty();
        return idTaken ? Finding.ID_TAKEN : Finding.ABSENT;
    }

    private static List<String> strings(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? List.of(rows.getString(1)) : List.of();
            }
        }
    }
}
