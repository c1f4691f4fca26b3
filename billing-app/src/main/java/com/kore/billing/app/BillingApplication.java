package com.kore.billing.app;

import com.kore.billing.app.proof.VerifyCommand;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** Starts the service, or what an auditor runs without it. */
@SpringBootApplication
@EnableConfigurationProperties(BillingSettings.class)
public class BillingApplication {

    /**
     * Takes the settings from the environment and from arguments such as {@code --server.port=8090}; {@code verify} as the first argument
     * checks an export of the history instead, without starting anything.
     */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals(VerifyCommand.NAME)) {
            System.exit(VerifyCommand.run(List.of(arguments).subList(1, arguments.length), System.out));
        }
        SpringApplication.run(BillingApplication.class, arguments);
    }

    /** Runs before any bean is made, so that a misspelled setting stops the start before it does harm. */
    @Bean
    static BeanFactoryPostProcessor settingsMakeSense(ConfigurableEnvironment environment) {
        return beans -> {
            new SettingKeys(BillingSettings.class).check(environment.getPropertySources());
            refuseMissingAddress(environment);
            refuseOnePortForTwo(environment);
            DemoSettings.check(environment);
            DataDirectory.prepare(Path.of(environment.getRequiredProperty(DataPath.NAME)));
        };
    }

    /** Spring Boot would quietly open no second port. */
    private static void refuseOnePortForTwo(ConfigurableEnvironment environment) {
        if (ManagementPortType.get(environment) == ManagementPortType.SAME) {
            throw new StartRefused(
                    "MANAGEMENT_SERVER_PORT is '" + environment.getProperty("management.server.port", "")
                            + "', which leaves health and metrics the port of the business, SERVER_PORT "
                            + environment.getProperty("server.port", "") + ".",
                    "Set MANAGEMENT_SERVER_PORT to another port than SERVER_PORT, or leave it out: then there are no health and metrics.");
        }
    }

    /** Spring Boot would quietly keep the events in memory. */
    private static void refuseMissingAddress(ConfigurableEnvironment environment) {
        if (environment.getProperty("spring.datasource.url", "").isBlank()) {
            throw new StartRefused(
                    "There is no address of a database.",
                    "With the profile postgresql set SPRING_DATASOURCE_URL (such as jdbc:postgresql://localhost/billing),"
                            + " SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.");
        }
    }
}
