package com.kore.billing.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Vendor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As {@code BILLING_DEMO=true mvn spring-boot:run} does, with no other setting. */
class DemoOnH2Test extends DemoJourney {
    @Override
    Vendor vendor() {
        return Vendor.H2;
    }

    @Override
    Map<String, String> settings() {
        return Map.of();
    }

    @Test
    void the_year_begins_one_before_today() {
        assertThat(begin()).isEqualTo(begin().truncatedTo(ChronoUnit.DAYS));
        assertThat(begin().plus(364, ChronoUnit.DAYS)).isBefore(Instant.now());
        assertThat(begin().plus(368, ChronoUnit.DAYS)).isAfter(Instant.now());
    }
}
