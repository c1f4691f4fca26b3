package com.kore.billing.app.eventstore;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterSchema;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.ThrowableCause;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The dead letters of one processor.
 *
 * <p>It remembers which subscriptions may have some, so that no event asks the database whether it must wait; and it is the one place
 * that does, whether the processor enqueues or the handler itself. (The cache of Axon's invoker learns only what the invoker enqueued.)
 * Another node's letters are learnt when a segment is taken over.
 *
 * <p>Of what went wrong only the type is stored: messages of exceptions quote what they choked on, and
 * no personal value may stand in the store as plain text. The message is in the log.
 */
final class DeadLetters extends JdbcSequencedDeadLetterQueue<EventMessage<?>> {
    private static final String SEE_LOG = "see the log of the node that handled it";
    static final DeadLetterSchema SCHEMA = DeadLetterSchema.builder()
            .deadLetterTable("dead_letter")
            .deadLetterIdentifierColumn("dead_letter_identifier")
            .processingGroupColumn("processing_group")
            .sequenceIdentifierColumn("sequence_identifier")
            .sequenceIndexColumn("sequence_index")
            .messageTypeColumn("message_type")
            .eventIdentifierColumn("event_identifier")
            .timestampColumn("time_stamp")
            .payloadTypeColumn("payload_type")
            .payloadRevisionColumn("payload_revision")
            .payloadColumn("payload")
            .metaDataColumn("meta_data")
            .aggregateTypeColumn("type")
            .aggregateIdentifierColumn("aggregate_identifier")
            .sequenceNumberColumn("sequence_number")
            .tokenTypeColumn("token_type")
            .tokenColumn("token")
            .enqueuedAtColumn("enqueued_at")
            .lastTouchedColumn("last_touched")
            .processingStartedColumn("processing_started")
            .causeTypeColumn("cause_type")
            .causeMessageColumn("cause_message")
            .diagnosticsColumn("diagnostics")
            .build();

    private final JdbcClient jdbc;
    private final String processor;
    private final Set<String> mayHaveSome = ConcurrentHashMap.newKeySet();
    private volatile boolean learnt;

    DeadLetters(Builder<EventMessage<?>> builder, String processor, JdbcClient jdbc) {
        super(builder.processingGroup(processor));
        this.processor = processor;
        this.jdbc = jdbc;
    }

    /** Another node may have enqueued for a segment that is this node's from now on. */
    synchronized void learnAgain() {
        learnt = false;
    }

    private boolean mayHaveSome(String sequence) {
        if (!learnt) {
            learn();
        }
        return mayHaveSome.contains(sequence);
    }

    /** Only adds: what another thread has just enqueued, and not yet committed, is not forgotten. */
    private synchronized void learn() {
        if (!learnt) {
            jdbc.sql("SELECT DISTINCT sequence_identifier FROM dead_letter WHERE processing_group = ?")
                    .param(processor)
                    .query((RowCallbackHandler) row -> mayHaveSome.add(row.getString(1)));
            learnt = true;
        }
    }

    @Override
    public void enqueue(Object sequence, DeadLetter<? extends EventMessage<?>> letter) {
        mayHaveSome.add(sequence.toString());
        super.enqueue(sequence, discreet(letter));
    }

    @Override
    public boolean enqueueIfPresent(Object sequence, Supplier<DeadLetter<? extends EventMessage<?>>> letter) {
        return mayHaveSome(sequence.toString()) && super.enqueueIfPresent(sequence, letter);
    }

    /** Never: a full queue would stop everybody's events. To be asked, it would count all letters for each one that comes. */
    @Override
    public boolean isFull(Object sequence) {
        return false;
    }

    @Override
    public void requeue(
            DeadLetter<? extends EventMessage<?>> letter, UnaryOperator<DeadLetter<? extends EventMessage<?>>> update) {
        super.requeue(letter, present -> discreet(update.apply(present)));
    }

    private static DeadLetter<? extends EventMessage<?>> discreet(DeadLetter<? extends EventMessage<?>> letter) {
        return letter.cause()
                .<DeadLetter<? extends EventMessage<?>>>map(
                        cause -> letter.withCause(new ThrowableCause(cause.type(), SEE_LOG)))
                .orElse(letter);
    }
}
