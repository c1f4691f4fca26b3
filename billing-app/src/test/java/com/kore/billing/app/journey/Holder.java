package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import java.net.http.HttpRequest.BodyPublishers;

/** Whoever holds an access token that the staff made. */
record Holder(RunningService service, String token) {

    /** For one account. */
    static Holder of(RunningService service, String account) {
        return with(service, "{\"scopes\":[\"account:self\"],\"subscriptionId\":\"%s\"}".formatted(account));
    }

    static Holder with(RunningService service, String form) {
        return new Holder(service, made(service, form).is(201).at("/token"));
    }

    static Answer made(RunningService service, String form) {
        return service.post("admin", "/v1/access-tokens", form);
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    Answer send(String method, String path, String body) {
        return service.send(service.request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    /** The same token at another node. */
    Holder at(RunningService node) {
        return new Holder(node, token);
    }
}
