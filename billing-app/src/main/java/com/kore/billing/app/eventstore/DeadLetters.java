package com.kore.billing.app.eventstore;

import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterSchema;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.ThrowableCause;

/**
 * The dead letters of one processor. Of what went wrong only the type is stored: messages of exceptions quote what they choked on, and
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

    DeadLetters(Builder<EventMessage<?>> builder) {
        super(builder);
    }

    @Override
    public void enqueue(Object sequence, DeadLetter<? extends EventMessage<?>> letter) {
        super.enqueue(sequence, discreet(letter));
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
