package com.kore.billing.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabases;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy ends TLS and says so, as docs/operators.md has it. */
class BehindProxyTest {
    private static final Map<String, String> PROXIED = Map.of("server.forward-headers-strategy", "native");

    @Test
    void browsers_are_told_to_stay_with_tls_and_send_cookies_over_nothing_else(@TempDir Path dataDir) {
        try (RunningService service = RunningService.on(TestDatabases.h2In(dataDir), dataDir, PROXIED)) {
            Answer byTls = service.get("service", "/v1/catalog", "X-Forwarded-Proto", "https");
            assertThat(byTls.is(200).header("Strict-Transport-Security")).contains("max-age=31536000");
            Answer page = service.get("service", "/console/sign-in", "X-Forwarded-Proto", "https");
            assertThat(page.is(200).header("Strict-Transport-Security")).contains("max-age=31536000");
            assertThat(page.header("Set-Cookie")).contains("Secure").contains("SameSite");

            Answer plain = service.get("service", "/v1/catalog");
            assertThat(plain.is(200).header("Strict-Transport-Security")).isEmpty();
        }
    }

    @Test
    void who_is_no_proxy_of_a_service_that_has_none_says_nothing_about_it(@TempDir Path dataDir) {
        try (RunningService service = RunningService.on(TestDatabases.h2In(dataDir), dataDir, Map.of())) {
            Answer answer = service.get("service", "/v1/catalog", "X-Forwarded-Proto", "https");
            assertThat(answer.is(200).header("Strict-Transport-Security")).isEmpty();
        }
    }
}
