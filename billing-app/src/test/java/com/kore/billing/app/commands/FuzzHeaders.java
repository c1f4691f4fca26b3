package com.kore.billing.app.commands;

import com.kore.billing.app.web.JsonBody;
import com.kore.billing.app.web.RequestRefused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.node.JsonNodeFactory;

/** Any text as {@code If-Match}, {@code Idempotency-Key} and {@code Prefer}; a line feed begins another header of the name. */
public final class FuzzHeaders {
    private FuzzHeaders() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        for (String name : new String[] {"If-Match", "Idempotency-Key", "Prefer"}) {
            MockHttpServletRequest request = new MockHttpServletRequest("POST", "/v1/subscriptions/acme/cancel");
            JsonBody.of(JsonNodeFactory.instance.objectNode()).keepIn(request);
            for (String value : text.split("\n", -1)) {
                request.addHeader(name, value);
            }
            try {
                Asked asked = Asked.of(request);
                Assertions.assertThat(asked.patience()).isBetween(Duration.ZERO, Asked.WAIT_MAX);
                asked.expectedVersion()
                        .ifPresent(version -> Assertions.assertThat(version).isNotNegative());
            } catch (RequestRefused refused) {
                // As it should be.
            }
        }
    }
}
