package com.kore.billing.app.eventstore;

import com.kore.billing.domain.payment.PaymentOutcome;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a stored event of an earlier revision reads today, step by step from one revision to the next. What is stored stays as it is
 * (docs/decisions/0096); every reader that makes events of it comes by here.
 *
 * <p>A step knows the JSON only, personal values sealed: it opens none, because not every reader has the keys.
 */
final class EventUpcasters {
    /** For whatever reads events through Axon. */
    static final EventUpcaster CHAIN = new ThroughAxon();

    /** By the revision that a step leads away from, to the next one. */
    private static final Map<Form, UnaryOperator<ObjectNode>> STEPS =
            Map.of(new Form("PaymentOutcomeUnknown", 1), EventUpcasters::whyItIsUnknown);

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EventUpcasters() {}

    private record Form(String name, int revision) {
        Form next() {
            return new Form(name, revision + 1);
        }
    }

    /** Before other gateways than the simulated one there was one reason. */
    private static ObjectNode whyItIsUnknown(ObjectNode event) {
        return event.put("code", PaymentOutcome.Unknown.TIMEOUT);
    }

    /** Whether a stored form is an earlier one of an event that is known. */
    static boolean isEarlier(String name, String revision) {
        Optional<String> present = StoredNames.revisionOf(name);
        return present.isPresent()
                && !present.get().equals(revision)
                && NUMBER.matcher(revision).matches()
                && Integer.parseInt(revision) < Integer.parseInt(present.get());
    }

    /**
     * The payload in the form of the present revision.
     *
     * @throws IllegalStateException if a step is missing
     */
    static String present(String name, String revision, String payload) {
        if (!isEarlier(name, revision)) {
            return payload;
        }
        ObjectNode event = (ObjectNode) JSON.readTree(payload);
        for (Form form = new Form(name, Integer.parseInt(revision));
                isEarlier(name, Integer.toString(form.revision()));
                form = form.next()) {
            UnaryOperator<ObjectNode> step = STEPS.get(form);
            if (step == null) {
                throw new IllegalStateException(
                        "nothing leads on from revision %d of %s".formatted(form.revision(), name));
            }
            event = step.apply(event);
        }
        return JSON.writeValueAsString(event);
    }

    private static final class ThroughAxon extends SingleEventUpcaster {
        @Override
        protected boolean canUpcast(IntermediateEventRepresentation event) {
            String revision = event.getType().getRevision();
            return revision != null && isEarlier(event.getType().getName(), revision);
        }

        @Override
        protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
            String name = event.getType().getName();
            String revision = event.getType().getRevision();
            return event.upcastPayload(
                    new SimpleSerializedType(name, StoredNames.revisionOf(name).orElseThrow()),
                    String.class,
                    payload -> present(name, revision, payload));
        }
    }
}
