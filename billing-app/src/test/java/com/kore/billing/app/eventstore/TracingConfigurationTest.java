package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.StartRefused;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TracingConfigurationTest {
    private final ApplicationContextRunner service =
            new ApplicationContextRunner().withUserConfiguration(Settings.class, TracingConfiguration.class);

    @EnableConfigurationProperties(BillingSettings.class)
    private static final class Settings {}

    @Test
    void nothing_is_traced_without_a_collector() {
        service.run(context -> assertThat(context.getBean(Spans.class).areOn()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void nothing_is_traced_with_a_collector_that_is_empty(String endpoint) {
        service.withPropertyValues("billing.tracing.endpoint=" + endpoint)
                .run(context -> assertThat(context.getBean(Spans.class).areOn()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:4318/v1/traces", "https://collector.example/v1/traces"})
    void spans_are_sent_to_a_collector_that_is_named(String endpoint) {
        service.withPropertyValues("billing.tracing.endpoint=" + endpoint).run(context -> {
            assertThat(context).hasSingleBean(SdkTracerProvider.class);
            assertThat(context.getBean(Spans.class).areOn()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "collector",
                "collector:4318",
                "grpc://collector:4317",
                "http://",
                "http://my collector/",
                "HTTPS://collector.example/"
            })
    void the_start_is_refused_with_an_address_that_nothing_can_be_sent_to(String endpoint) {
        service.withPropertyValues("billing.tracing.endpoint=" + endpoint)
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .isInstanceOfSatisfying(StartRefused.class, refused -> {
                            assertThat(refused).hasMessageContaining("billing.tracing.endpoint is '" + endpoint + "'");
                            assertThat(refused.remedy()).contains("BILLING_TRACING_ENDPOINT");
                        }));
    }
}
