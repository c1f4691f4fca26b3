package com.kore.billing.app.payments;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gateway that moves no money, unless another one is chosen. */
@Configuration(proxyBeanMethods = false)
class PaymentsConfiguration {

    @Bean
    @ConditionalOnProperty(name = "billing.payments.gateway", havingValue = "simulated", matchIfMissing = true)
    PaymentGateway simulatedGateway() {
        return new SimulatedGateway();
    }
}
