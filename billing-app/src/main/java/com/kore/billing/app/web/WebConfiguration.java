package com.kore.billing.app.web;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.projections.json.DomainJson;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How requests are read and answers written. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    /** Answers say domain values as events do; what is absent is null unless a view says otherwise. */
    @Bean
    JsonMapperBuilderCustomizer domainValues() {
        return DomainJson::applyTo;
    }

    /** Bodies are read by {@link JsonBodyConverter} alone; Jackson writes. */
    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.addCustomConverter(new JsonBodyConverter());
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, SubscriptionId.class, SubscriptionId::new);
        registry.addConverter(String.class, InvoiceId.class, InvoiceId::new);
    }

    @Bean
    RequestRoom requestRoom(BillingSettings settings) {
        return RequestRoom.of(settings.load());
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> bodiesArriveInTime(BillingSettings settings) {
        return server -> BodyArrival.within(settings.load(), server);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerErrorsAreProblems() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
            }
        });
    }
}
