package com.kore.billing.app.audit;

import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.app.proof.StoredJson;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Who and why of an event, as far as it can still be read. */
public record StoredMetadata(JsonNode json) {

    public static StoredMetadata of(StoredEvent event) {
        return new StoredMetadata(StoredJson.asStored(event.metadata()));
    }

    /** A text of this name; empty if there is none. */
    public Optional<String> text(String name) {
        return json.path(name).stringValueOpt();
    }
}
