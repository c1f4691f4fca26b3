package com.kore.billing.app.demo;

import com.kore.billing.app.automation.SandboxTime;
import com.kore.billing.app.eventstore.CommandDispatcher;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.domain.subscription.BillingRules;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** There only if sample accounts are asked for. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("billing.demo")
class DemoConfiguration {

    @Bean
    DemoData demoData(
            CommandDispatcher commands,
            SandboxTime time,
            BillingRules rules,
            PaymentGateway gateway,
            EventReader events,
            JdbcClient jdbc) {
        return new DemoData(commands, time, rules, gateway, events, new YearRecord(jdbc));
    }
}
