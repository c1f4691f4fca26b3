package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.subscription.SubscriptionEvent;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PublicPayloadTest {

    static List<SubscriptionEvent> events() {
        return SampleEvents.ALL;
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_is_shown_in_its_stored_form_without_what_is_sealed_there(SubscriptionEvent event) {
        JsonNode stored = JsonMapper.builder().build().readTree(GoldenFilesTest.golden(event));
        removeSealed(stored);

        assertThat(PublicPayload.of(event)).hasToString(stored.toString());
    }

    private static void removeSealed(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.removeIf(value -> value.stringValue("").startsWith("sealed:"));
        }
        json.forEach(PublicPayloadTest::removeSealed);
    }
}
