package com.kore.billing.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times in words. */
class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "Z, '1 March 2027, 14:05 UTC'",
        "UTC, '1 March 2027, 14:05 UTC'",
        "Etc/UTC, '1 March 2027, 14:05 UTC'",
        "Europe/Berlin, '1 March 2027, 15:05 Europe/Berlin'",
        "America/New_York, '1 March 2027, 09:05 America/New_York'"
    })
    void a_moment_is_told_with_its_zone(String zone, String told) {
        assertThat(Words.instant(Instant.parse("2027-03-01T14:05:00Z"), ZoneId.of(zone)))
                .isEqualTo(told);
    }
}
