package com.kore.billing.app.proof;

import com.kore.billing.app.eventstore.StoredEvent;

/** An event that this service has not written: what stands in its row can be read in more than one way, or not at all. */
public final class NoCanonicalForm extends ProofStopped {
    NoCanonicalForm(StoredEvent event, IllegalArgumentException reason) {
        super(
                "the event at position %d, %s, was not written by this service: %s"
                        .formatted(event.position(), event.eventId(), reason.getMessage()),
                reason);
    }
}
