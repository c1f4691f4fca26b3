package com.kore.billing.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service said, and what a client makes of it. */
public record Answer(HttpResponse<String> response) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public int status() {
        return response.statusCode();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
        return JSON.readTree(response.body());
    }

    /** A value by JSON pointer, as text; empty if there is none. */
    public String at(String pointer) {
        JsonNode value = json().at(pointer);
        return value.isMissingNode() || value.isNull() ? "" : value.asString();
    }

    public Answer is(int status) {
        assertThat(response.statusCode())
                .as("%s %s", response.uri(), response.body())
                .isEqualTo(status);
        return this;
    }

    /** A problem document of this status and code. */
    public void isRefused(int status, String code) {
        is(status);
        assertThat(header("Content-Type")).startsWith("application/problem+json");
        assertThat(at("/code")).isEqualTo(code);
    }
}
