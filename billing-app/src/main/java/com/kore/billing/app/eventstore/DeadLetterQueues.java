package com.kore.billing.app.eventstore;

import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;

/** One queue of dead letters per processor, all in one table. */
public final class DeadLetterQueues {
    /** A full queue would stop everybody's events; this one is not meant to be full. */
    private static final int LETTERS_MAX = 1_000_000;

    private final ConnectionProvider connections;
    private final TransactionManager transactions;
    private final StoredSerializer serializer;

    DeadLetterQueues(ConnectionProvider connections, TransactionManager transactions, StoredSerializer serializer) {
        this.connections = connections;
        this.transactions = transactions;
        this.serializer = serializer;
    }

    /** The queue of a processor; taking part in the transaction under way. */
    public SequencedDeadLetterQueue<EventMessage<?>> of(String processor) {
        return new DeadLetters(JdbcSequencedDeadLetterQueue.<EventMessage<?>>builder()
                .processingGroup(processor)
                .connectionProvider(connections)
                .transactionManager(transactions)
                .maxSequences(LETTERS_MAX)
                .maxSequenceSize(LETTERS_MAX)
                .schema(DeadLetters.SCHEMA)
                .genericSerializer(serializer)
                .eventSerializer(serializer));
    }
}
