package com.kore.billing.app.campaign;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.ServiceClient;
import java.util.ArrayList;
import java.util.List;

/** A command as it was sent, and would be again. */
record Asked(String role, String path, String body, String key) {
    /** @param headers names and values of more */
    Answer send(ServiceClient service, String... headers) {
        List<String> all = new ArrayList<>(List.of("Idempotency-Key", key));
        all.addAll(List.of(headers));
        return service.post(role, path, body, all.toArray(String[]::new));
    }

    boolean opens() {
        return path.endsWith("/subscriptions");
    }

    /** Whether the rules may say so: never to an opening or a credit, nor of an account that is there that it is not. */
    boolean mayBeRefused(Answer answer) {
        return !opens()
                && !path.endsWith("/grant-credit")
                && answer.status() == 409
                && answer.header("Content-Type").startsWith("application/problem+json");
    }
}
