package com.kore.billing.app.monitoring;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.ProcessedPosition;
import com.kore.billing.app.eventstore.ReadModelProcessor;
import com.kore.billing.app.eventstore.WaitingEvents;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What readiness asks; the groups stand in application.properties. A bean's name is that of its part of the answer. */
@Configuration(proxyBeanMethods = false)
class MonitoringConfiguration {

    @Bean
    Glance<Standing> standing(
            EventReader events, ProcessedPosition processed, WaitingEvents waiting, ReadModelProcessor readModels) {
        return new Glance<>(
                "how the store stands",
                new StandingQuery(events, processed, waiting, readModels.name(), System::nanoTime));
    }

    @Bean
    StoreHealth storeHealthIndicator(Glance<Standing> standing) {
        return new StoreHealth(standing);
    }

    @Bean
    ReadModelsHealth readModelsHealthIndicator(Glance<Standing> standing, BillingSettings settings) {
        return new ReadModelsHealth(standing, settings.health().stoppedMax());
    }

    @Bean
    LagHealth lagHealthIndicator(Glance<Standing> standing, BillingSettings settings) {
        return new LagHealth(standing, settings.health().lagMax());
    }
}
