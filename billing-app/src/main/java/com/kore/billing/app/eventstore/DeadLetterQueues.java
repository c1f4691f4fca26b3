package com.kore.billing.app.eventstore;

import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One queue of dead letters per processor, all in one table. */
public final class DeadLetterQueues {
    private final ConcurrentHashMap<String, DeadLetters> queues = new ConcurrentHashMap<>();
    private final ConnectionProvider connections;
    private final TransactionManager transactions;
    private final StoredSerializer serializer;
    private final JdbcClient jdbc;

    DeadLetterQueues(
            ConnectionProvider connections,
            TransactionManager transactions,
            StoredSerializer serializer,
            JdbcClient jdbc) {
        this.connections = connections;
        this.transactions = transactions;
        this.serializer = serializer;
        this.jdbc = jdbc;
    }

    /** The queue of a processor, taking part in the transaction under way; always the same one, which remembers what it holds. */
    public SequencedDeadLetterQueue<EventMessage<?>> of(String processor) {
        return queue(processor);
    }

    DeadLetters queue(String processor) {
        return queues.computeIfAbsent(
                processor,
                name -> new DeadLetters(
                        JdbcSequencedDeadLetterQueue.<EventMessage<?>>builder()
                                .connectionProvider(connections)
                                .transactionManager(transactions)
                                .schema(DeadLetters.SCHEMA)
                                .genericSerializer(serializer)
                                .eventSerializer(serializer),
                        name,
                        jdbc));
    }
}
