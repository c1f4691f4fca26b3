package com.kore.billing.app.automation;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.StartRefused;
import com.kore.billing.app.eventstore.CommandDispatcher;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.SubscriptionReader;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.app.payments.SimulatedGateway;
import com.kore.billing.projections.duework.DueWork;
import com.kore.billing.projections.readmodel.Visibility;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Time, the gateway, and what is done as time passes. */
@Configuration(proxyBeanMethods = false)
class AutomationConfiguration {

    AutomationConfiguration(BillingSettings settings) {
        if (settings.demo()) {
            throw new StartRefused(
                    "billing.demo is 'true', but this version has no sample accounts yet.", "Leave it at 'false'.");
        }
    }

    @Bean
    @ConditionalOnProperty(name = "billing.clock", havingValue = "system", matchIfMissing = true)
    BillingClock systemClock() {
        return new SystemClock();
    }

    @Bean
    @ConditionalOnProperty(name = "billing.clock", havingValue = "sandbox")
    @DependsOnDatabaseInitialization
    SandboxClock sandboxClock(JdbcClient jdbc, BillingSettings settings) {
        return new SandboxClock(jdbc, settings.clockStart());
    }

    @Bean
    @ConditionalOnProperty(name = "billing.clock", havingValue = "sandbox")
    SandboxTime sandboxTime(SandboxClock clock, DueWorkRun run, EventReader events) {
        return new SandboxTime(clock, run, events);
    }

    /** Real money is not simulated by mistake: what is not built refuses to start. */
    @Bean
    PaymentGateway paymentGateway(BillingSettings settings) {
        if (settings.payments().gateway() == BillingSettings.Gateway.STRIPE) {
            throw new StartRefused(
                    "billing.payments.gateway is 'stripe', which this version does not have yet.",
                    "Set it to 'simulated', which moves no money.");
        }
        return new SimulatedGateway();
    }

    @Bean
    DueWorkRun dueWorkRun(
            DueWork dueWork,
            CommandDispatcher commands,
            SubscriptionReader subscriptions,
            PaymentGateway gateway,
            Visibility visibility) {
        return new DueWorkRun(dueWork, new DueWorkStep(commands, subscriptions, gateway), visibility);
    }

    @Bean
    DueWorkLoop dueWorkLoop(DueWorkRun run, BillingClock clock, Visibility visibility) {
        DueWorkLoop loop = new DueWorkLoop(run, clock);
        visibility.whenSeen(loop::wakeUp);
        return loop;
    }
}
