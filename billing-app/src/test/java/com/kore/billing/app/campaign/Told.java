package com.kore.billing.app.campaign;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a witness was answered to a command: its events are durable. */
record Told(Asked asked, JsonNode answer) {
    String subscription() {
        return answer.get("subscriptionId").asString();
    }

    long version() {
        return answer.get("version").asLong();
    }

    List<String> types() {
        return answer.get("events")
                .valueStream()
                .map(event -> event.get("type").asString())
                .toList();
    }

    List<String> eventIds() {
        return answer.get("events")
                .valueStream()
                .map(event -> event.get("eventId").asString())
                .toList();
    }
}
