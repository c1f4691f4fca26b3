package com.kore.billing.app.eventstore;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.StartRefused;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where spans go: nowhere unless a collector is named. A trace that somebody else has begun is sampled or not as he says. */
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {

    @Bean(destroyMethod = "shutdown")
    @ConditionalOnProperty("billing.tracing.endpoint")
    SpanExporter spanExporter(BillingSettings settings) {
        return OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.tracing().endpoint())
                .build();
    }

    /** @throws StartRefused unless the share is one */
    @Bean
    @ConditionalOnProperty("billing.tracing.endpoint")
    SdkTracerProvider tracerProvider(BillingSettings settings, SpanExporter exporter) {
        double sampled = settings.tracing().sampled();
        if (!(sampled >= 0 && sampled <= 1)) {
            throw new StartRefused(
                    "billing.tracing.sampled is no share.", "Set BILLING_TRACING_SAMPLED from 0 to 1, such as 0.1.");
        }
        return SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.builder()
                                .put("service.name", "kore-billing")
                                .build())))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sampled)))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build();
    }

    @Bean
    Spans spans(ObjectProvider<SdkTracerProvider> provider) {
        SdkTracerProvider present = provider.getIfAvailable();
        return present == null ? Spans.none() : Spans.by(present);
    }
}
