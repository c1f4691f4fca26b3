package com.kore.billing.app.monitoring;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.automation.BillingClock;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.ProbeConnection;
import com.kore.billing.app.eventstore.ProcessedPosition;
import com.kore.billing.app.eventstore.ReadModelProcessor;
import com.kore.billing.app.eventstore.WaitingEvents;
import com.kore.billing.app.rebuild.Verifications;
import com.kore.billing.projections.duework.DueWork;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** What readiness asks, and what metrics tell of the store; the groups stand in application.properties. A bean's name is that of its part of the answer. */
@Configuration(proxyBeanMethods = false)
class MonitoringConfiguration {

    @Bean
    Glance<Standing> standing(
            ProbeConnection connection,
            EventReader events,
            ProcessedPosition processed,
            WaitingEvents waiting,
            ReadModelProcessor readModels) {
        return new Glance<>(
                "how the store stands",
                new StandingQuery(
                        connection.dataSource(), events, processed, waiting, readModels.name(), System::nanoTime));
    }

    @Bean
    StoreMeters storeMeters(
            MeterRegistry meters,
            Environment environment,
            Glance<Standing> standing,
            DueWork dueWork,
            BillingClock clock,
            Verifications verifications) {
        return new StoreMeters(
                meters,
                environment.acceptsProfiles(Profiles.of("postgresql")) ? "postgresql" : "h2",
                standing,
                new Glance<>("what is due", () -> due(dueWork, clock.now())),
                new Glance<>("what the latest verification found", verifications::latestDifferences));
    }

    private static DueStanding due(DueWork work, Instant now) {
        Duration oldest = work.nextDueAt()
                .filter(dueAt -> dueAt.isBefore(now))
                .map(dueAt -> Duration.between(dueAt, now))
                .orElse(Duration.ZERO);
        return new DueStanding(work.count(now), oldest);
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
