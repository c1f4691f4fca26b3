package com.kore.billing.app.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That what may not be in a log would be seen there. */
class NeverLoggedTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "made kore_at_0123456789abcdefABCDEF for acme",
                "code=kore_code_0123456789abcdefABCDEF",
                "headers: {Authorization=[Bearer 0123456789abcdefghij]}",
                "token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjcm0ifQ.x",
                "Cookie: kore_console=MTIzNDU2",
                "the token mkYt9Zq1x_OZbJ4yq0uLwVtR3s5eC7nA-gHd2iKfPoE is not known",
                "key AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "-----BEGIN PRIVATE KEY-----",
                "Invalid API Key provided: sk_live_51Habc",
                "signed with whsec_abcdef",
                "declined: pm_1N3TqX",
                "jdbc:postgresql://db/billing?user=billing&password=hunter2",
                "card 4242 4242 4242 4242",
                "PAN 5555555555554444",
                "contact ada@acme.example",
                "Failing row contains (acme, Plainly Visible Ltd)",
                "reason: charged us twice",
            })
    void what_may_not_be_logged_is_found(String line) {
        assertThat(NeverLogged.in(line)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Console        http://127.0.0.1:8080/console/sign-in?code=kore_code_mkYt9Zq1x_OZbJ4yq0uLwVtR3s5eC7nA-gHd2iKfPoE",
                "{\"@timestamp\":\"2026-11-28T11:17:48Z\",\"log\":{\"level\":\"INFO\",\"logger\":\"com.kore.billing.app.StartMessage\"},\"message\":\"Console kore_code_mkYt9Zq1x_OZbJ4yq0uLwVtR3s5eC7nA-gHd2iKfPoE\\n\"}",
                "event 01983f9c-7d1e-7c3a-9d5e-2f6b8a4c1d00 of acme in trace 4bf92f3577b34da6a3ce929d0e0e4736",
                "leaf 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "com.kore.billing.app.Some$$Lambda/0x00007f@1a2b3c4d",
                "no database to look up an access token in",
                "INFO o.f.core.FlywayExecutor Database: jdbc:h2:mem:http-test (H2 2.4)",
            })
    void what_is_logged_every_day_is_not(String line) {
        assertThat(NeverLogged.in(line)).isEmpty();
    }

    /** As it is searched when the last test has run. */
    @Test
    void a_single_line_among_many_fails_the_build_and_is_named(@TempDir Path directory) throws IOException {
        Path log = directory.resolve("suite.log");
        List<String> lines = new ArrayList<>(Collections.nCopies(1_000, "INFO a request was answered 200"));
        Files.write(log, lines);
        LogsOfTheSuite.search(log);
        lines.set(777, "INFO signed in with kore_at_0123456789abcdefABCDEF");
        Files.write(log, lines);

        assertThatThrownBy(() -> LogsOfTheSuite.search(log))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("INFO signed in with");
    }
}
