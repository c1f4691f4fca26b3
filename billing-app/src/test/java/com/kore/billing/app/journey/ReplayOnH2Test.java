package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Vendor;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ReplayOnH2Test extends ReplayJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }

    /** It would do so even after a lock was waited for: docs/decisions/0095. */
    @Test
    void h2_gives_no_result_again() {
        assertThat(service.bean(JdbcClient.class)
                        .sql("SELECT setting_value FROM information_schema.settings WHERE setting_name = 'OPTIMIZE_REUSE_RESULTS'")
                        .query(String.class)
                        .single())
                .isEqualToIgnoringCase("false");
    }
}
