package com.kore.billing.app.automation;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.eventstore.AppendSignal;
import com.kore.billing.app.eventstore.CommandDispatcher;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.ProcessedPosition;
import com.kore.billing.app.eventstore.ReadModelProcessor;
import com.kore.billing.app.eventstore.Spans;
import com.kore.billing.app.eventstore.SubscriptionReader;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.projections.duework.DueWork;
import com.kore.billing.projections.readmodel.Visibility;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Time, and what is done as time passes. */
@Configuration(proxyBeanMethods = false)
class AutomationConfiguration {

    @Bean
    @ConditionalOnProperty(name = "billing.clock", havingValue = "system", matchIfMissing = true)
    BillingClock systemClock() {
        return new SystemClock();
    }

    @Bean
    @ConditionalOnProperty(name = "billing.clock", havingValue = "sandbox")
    @DependsOnDatabaseInitialization
    SandboxClock sandboxClock(JdbcClient jdbc, BillingSettings settings, EventReader events) {
        boolean yearIsToCome = settings.demo() && settings.clockStart().isEmpty() && events.head() == 0;
        return new SandboxClock(jdbc, yearIsToCome ? Optional.of(aYearAgo()) : settings.clockStart());
    }

    /** So that a year of sample accounts ends as today begins, and is the same all day. */
    private static Instant aYearAgo() {
        return new SystemClock()
                .now()
                .atZone(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .minusYears(1)
                .toInstant();
    }

    @Bean
    @ConditionalOnProperty(name = "billing.clock", havingValue = "sandbox")
    SandboxTime sandboxTime(SandboxClock clock, BillingRunner runner, DueWork dueWork) {
        return new SandboxTime(clock, runner, dueWork);
    }

    @Bean
    CaughtUp caughtUp(
            EventReader events, ProcessedPosition processed, ReadModelProcessor readModels, Visibility visibility) {
        return new CaughtUp(events, processed, readModels.name(), visibility);
    }

    @Bean
    @DependsOnDatabaseInitialization
    BillingRuns billingRuns(JdbcClient jdbc) {
        return new BillingRuns(jdbc);
    }

    /** With H2 there is no other node, so a lease that is held was held by a process that has died. */
    @Bean
    @DependsOnDatabaseInitialization
    RunLease runLease(JdbcClient jdbc, Environment environment) {
        return new RunLease(jdbc, environment.acceptsProfiles(Profiles.of("postgresql")));
    }

    @Bean
    RunMetrics runMetrics(MeterRegistry meters) {
        return new RunMetrics(meters);
    }

    @Bean
    DueWorkStep dueWorkStep(
            CommandDispatcher commands, SubscriptionReader subscriptions, PaymentGateway gateway, Spans spans) {
        return new DueWorkStep(commands, subscriptions, gateway, spans);
    }

    @Bean
    EarlyWork earlyWork(DueWork dueWork, DueWorkStep step, BillingClock clock) {
        return new EarlyWork(dueWork, step, clock);
    }

    @Bean
    BillingRunner billingRunner(
            DueWork dueWork,
            DueWorkStep step,
            SubscriptionReader subscriptions,
            CaughtUp caughtUp,
            RunLease leases,
            BillingRuns runs,
            RunMetrics metrics,
            BillingClock clock,
            AppendSignal appends) {
        String node = ManagementFactory.getRuntimeMXBean().getName() + "-"
                + UUID.randomUUID().toString().substring(0, 4);
        BillingRunner runner =
                new BillingRunner(dueWork, step, subscriptions, caughtUp, leases, runs, metrics, clock, node);
        appends.subscribe(runner::wakeUp);
        return runner;
    }
}
