package com.kore.billing.app.security;

import com.kore.billing.app.testing.TestIssuer;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same with all that there is with a setting only: sandbox time, and an issuer whose people sign in. */
class AccessMatrixOfSettingsTest extends AccessMatrixTest {
    @TempDir
    private static Path directory;

    @DynamicPropertySource
    static void sandboxTimeAndAnIssuer(DynamicPropertyRegistry settings) {
        TestIssuer.settings("http://localhost:1/organization").forEach((key, value) -> settings.add(key, () -> value));
        settings.add("billing.clock", () -> "sandbox");
        settings.add("billing.clock-start", () -> "2026-01-31T12:00:00Z");
        settings.add("spring.datasource.url", () -> "jdbc:h2:mem:access-matrix;DB_CLOSE_DELAY=-1");
        settings.add("billing.data-dir", () -> directory.resolve("data").toString());
    }

    @Override
    Set<String> settings() {
        return Set.of("sandbox", "issuer");
    }
}
