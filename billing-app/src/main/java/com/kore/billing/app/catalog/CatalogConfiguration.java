package com.kore.billing.app.catalog;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.StartRefused;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.payment.DunningSchedule;
import com.kore.billing.domain.subscription.BillingRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/** What decisions rest on, read once, at the start: the file of {@code billing.catalog}, or the packaged one; and the dunning schedule. */
@Configuration(proxyBeanMethods = false)
class CatalogConfiguration {
    private static final String PACKAGED = "catalog.yaml";

    @Bean
    PlanCatalog planCatalog(BillingSettings settings) throws IOException {
        if (settings.catalog().isEmpty()) {
            return CatalogFile.read(
                    new ClassPathResource(PACKAGED).getContentAsString(StandardCharsets.UTF_8), "the packaged catalog");
        }
        Path file = Path.of(settings.catalog().get());
        try {
            return CatalogFile.read(Files.readString(file), file.toString());
        } catch (IOException unreadable) {
            throw new StartRefused(
                    "The catalog " + file.toAbsolutePath() + " cannot be read.",
                    "Let billing.catalog (BILLING_CATALOG) name a readable file in UTF-8, or remove the setting.");
        }
    }

    @Bean
    BillingRules billingRules(PlanCatalog catalog, BillingSettings settings) {
        try {
            return new BillingRules(
                    catalog, new DunningSchedule(settings.dunning().retryDays()));
        } catch (IllegalArgumentException senseless) {
            throw new StartRefused(
                    "billing.dunning.retry-days " + senseless.getMessage() + ".",
                    "Give ascending days such as 1,3,5,7 in billing.dunning.retry-days (BILLING_DUNNING_RETRY_DAYS), or remove the"
                            + " setting.");
        }
    }
}
