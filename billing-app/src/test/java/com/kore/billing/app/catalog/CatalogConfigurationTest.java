package com.kore.billing.app.catalog;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.StartRefused;
import com.kore.billing.app.testing.TestCatalog;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CatalogConfigurationTest {
    @Test
    void a_dunning_schedule_that_makes_no_sense_stops_the_start_and_names_the_setting() {
        BillingSettings settings = new Binder(
                        new MapConfigurationPropertySource(Map.of("billing.dunning.retry-days", "3,1")))
                .bindOrCreate("billing", BillingSettings.class);
        assertThatThrownBy(() -> new CatalogConfiguration().billingRules(TestCatalog.CATALOG, settings))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("billing.dunning.retry-days")
                .hasMessageContaining("[3, 1]");
    }
}
