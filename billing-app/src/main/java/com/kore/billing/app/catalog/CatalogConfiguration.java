package com.kore.billing.app.catalog;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.StartRefused;
import com.kore.billing.domain.catalog.PlanCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/** Reads the catalog once, at the start: the file of {@code billing.catalog}, or the packaged one. */
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
}
