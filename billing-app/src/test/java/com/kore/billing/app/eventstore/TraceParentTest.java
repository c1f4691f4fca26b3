package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceParentTest {
    @ParameterizedTest
    @CsvSource({"00, false", "01, true", "02, false", "03, true", "ff, true"})
    void is_sampled_by_one_flag_whatever_the_others_are(String flags, boolean sampled) {
        assertThat(new TraceParent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-" + flags).isSampled())
                .isEqualTo(sampled);
    }
}
