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
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Where spans go: nowhere unless a collector is named. A trace that somebody else has begun is sampled or not as he says. */
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {
    /** As the exporter knows them, in lower case alone. */
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** An empty setting names none, as an absent one does. */
    static final class CollectorNamed implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment()
                    .getProperty("billing.tracing.endpoint", "")
                    .isBlank();
        }
    }

    /** @throws StartRefused unless spans can be sent to what is named */
    @Bean(destroyMethod = "shutdown")
    @Conditional(CollectorNamed.class)
    SpanExporter spanExporter(BillingSettings settings) {
        String endpoint = settings.tracing().endpoint().strip();
        if (!isOfHttp(endpoint)) {
            throw new StartRefused(
                    "billing.tracing.endpoint is '" + endpoint + "', which is no address of a collector.",
                    "Set BILLING_TRACING_ENDPOINT to where OTLP over HTTP is taken, such as http://127.0.0.1:4318/v1/traces,"
                            + " or leave it empty to trace nothing.");
        }
        return OtlpHttpSpanExporter.builder().setEndpoint(endpoint).build();
    }

    private static boolean isOfHttp(String endpoint) {
        try {
            URI address = new URI(endpoint);
            return address.getHost() != null && SCHEMES.contains(address.getScheme());
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    /** @throws StartRefused unless the share is one */
    @Bean
    @Conditional(CollectorNamed.class)
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
