package com.kore.billing.app;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** Starts the service. */
@SpringBootApplication
@EnableConfigurationProperties(BillingSettings.class)
public class BillingApplication {

    /** Takes the settings from the environment and from arguments such as {@code --server.port=8090}. */
    public static void main(String[] arguments) {
        // H2 refuses "data" and wants "./data" unless told so; people write both.
        System.setProperty("h2.implicitRelativePath", "true");
        SpringApplication.run(BillingApplication.class, arguments);
    }

    /** Runs before any bean is made, so that a misspelled setting stops the start before it does harm. */
    @Bean
    static BeanFactoryPostProcessor settingKeysAreKnown(ConfigurableEnvironment environment) {
        return beans -> new SettingKeys(BillingSettings.class).check(environment.getPropertySources());
    }
}
