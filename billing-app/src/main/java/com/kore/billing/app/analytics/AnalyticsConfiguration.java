package com.kore.billing.app.analytics;

import com.kore.billing.projections.analytics.Analytics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The figures that analysts ask for. */
@Configuration(proxyBeanMethods = false)
class AnalyticsConfiguration {

    @Bean
    Analytics analytics(JdbcClient jdbc) {
        return new Analytics(jdbc);
    }
}
