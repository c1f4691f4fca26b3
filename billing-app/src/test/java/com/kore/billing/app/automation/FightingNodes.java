package com.kore.billing.app.automation;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nodes that take the lease from each other as they like, so that they run at the same moment. Without a stereotype, so that no other test
 * finds it. */
class FightingNodes {
    @Bean
    @Primary
    RunLease lawless(JdbcClient jdbc) {
        return new RunLease(jdbc, false);
    }
}
