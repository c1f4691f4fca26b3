package com.kore.billing.app.documents;

import com.kore.billing.app.BillingSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.thymeleaf.ITemplateEngine;

/** What documents are made with. */
@Configuration(proxyBeanMethods = false)
class DocumentConfiguration {

    @Bean
    InvoiceDocument invoiceDocument(ITemplateEngine templates, BillingSettings settings) throws IOException {
        return new InvoiceDocument(
                templates,
                new PrintFonts(settings.documents().fonts()),
                new ClassPathResource("documents/invoice.css").getContentAsString(StandardCharsets.UTF_8));
    }
}
