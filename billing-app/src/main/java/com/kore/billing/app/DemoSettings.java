package com.kore.billing.app;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * What {@code billing.demo} goes with: it means sandbox time unless a clock is set, so that it is the only setting that a demo needs, and
 * refuses settings under which it could do harm. Registered in {@code META-INF/spring.factories}.
 */
public final class DemoSettings implements EnvironmentPostProcessor {
    private static final String CLOCK = "billing.clock";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (isDemo(environment) && !environment.containsProperty(CLOCK)) {
            environment.getPropertySources().addLast(new MapPropertySource("kore.demo", Map.of(CLOCK, "sandbox")));
        }
    }

    /** @throws StartRefused naming both settings that exclude each other */
    static void check(ConfigurableEnvironment environment) {
        if (!isDemo(environment)) {
            return;
        }
        BillingSettings settings = Binder.get(environment).bindOrCreate("billing", BillingSettings.class);
        if (settings.clock() != BillingSettings.ClockKind.SANDBOX) {
            throw new StartRefused(
                    "billing.demo is 'true', and billing.clock is 'system': a year of sample accounts is played in sandbox time.",
                    "Leave BILLING_CLOCK out or set it to 'sandbox', or BILLING_DEMO to 'false'.");
        }
        if (settings.payments().gateway() != BillingSettings.Gateway.SIMULATED) {
            throw new StartRefused(
                    "billing.demo is 'true', and billing.payments.gateway is 'stripe': sample accounts pay with tokens that only the"
                            + " simulated gateway knows.",
                    "Leave BILLING_PAYMENTS_GATEWAY out or set it to 'simulated', or BILLING_DEMO to 'false'.");
        }
    }

    private static boolean isDemo(ConfigurableEnvironment environment) {
        return Binder.get(environment).bind("billing.demo", Boolean.class).orElse(false);
    }
}
