package com.kore.billing.app;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives the data directory's absolute path to the address of the embedded database, as the property {@code kore.data-path}: H2 refuses
 * {@code data} and wants {@code ./data}, and people write both. Registered in {@code META-INF/spring.factories}.
 */
public final class DataPath implements EnvironmentPostProcessor {
    /** The property. */
    static final String NAME = "kore.data-path";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String directory = environment.getProperty("billing.data-dir", "./data");
        String absolute = Path.of(directory).toAbsolutePath().normalize().toString();
        environment.getPropertySources().addLast(new MapPropertySource(NAME, Map.of(NAME, absolute)));
    }
}
