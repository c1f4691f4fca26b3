package com.kore.billing.app;

import com.kore.billing.app.security.StartLink;
import com.kore.billing.app.security.TokensFile;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says, once requests are taken, what to paste next. */
@Component
final class StartMessage {
    private static final Logger LOG = LoggerFactory.getLogger(StartMessage.class);

    private final Path tokens;
    private final ServerProperties server;
    private final StartLink link;
    private final boolean demo;

    StartMessage(BillingSettings settings, ServerProperties server, StartLink link) {
        this.link = link;
        this.demo = settings.demo();
        this.tokens = TokensFile.in(settings.dataDirectory()).toAbsolutePath().normalize();
        this.server = server;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof ServletWebServerApplicationContext web
                && web.getWebServer() != null) {
            InetAddress address = server.getAddress();
            String host = address == null || address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
            String base = "http://" + host + ":" + web.getWebServer().getPort();
            LOG.info("\n\n{}", Files.exists(tokens) ? whatToPaste(base) + whatElseToPaste(base) : whereItIs(base));
        }
    }

    private static String whereItIs(String base) {
        return """
                Kore Billing takes requests at %1$s

                  Console        %1$s/console
                  Documentation  %1$s/swagger-ui.html   (OpenAPI 3.1: %1$s/v3/api-docs)
                  Tokens         of your issuer, or of billing.access-tokens
                """.formatted(base);
    }

    private String whatToPaste(String base) {
        return """
                Kore Billing takes requests at %1$s

                  Console        %1$s/console/sign-in?code=%3$s
                                 (signs you in once, within 15 minutes; later, %1$s/console with a token)
                  Documentation  %1$s/swagger-ui.html   (OpenAPI 3.1: %1$s/v3/api-docs)
                  Tokens         %2$s

                Paste this to open an account, put it on a paid plan and read it:

                  token() { sed -n "s/.*\\"$1\\" *: *\\"\\([^\\"]*\\)\\".*/\\1/p" '%2$s'; }
                  post() { curl -sS "%1$s/v1/subscriptions$1" -H "Authorization: Bearer $(token service)" -H 'Content-Type: application/json' -d "$2"; echo; }
                  post '' '{"subscriptionId":"acme","accountName":"Acme Inc."}'
                  post /acme/change-plan '{"plan":"premium","interval":"annual","managedUsers":5,"paymentMethod":{"kind":"card","token":"tok_visa","brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":2030},"billingProfile":{"contactName":"Ada Byron","email":"ada@acme.example","address":{"line1":"1 Main Street","city":"Springfield","postalCode":"62701","country":"US"}}}'
                  curl -sS '%1$s/v1/subscriptions/acme/account-summary?minVersion=2' -H "Authorization: Bearer $(token service)"
                """.formatted(base, tokens, link.code());
    }

    private String whatElseToPaste(String base) {
        return !demo ? "" : """

                With sample accounts there is more to read, and time to be advanced:

                  get() { curl -sS "%1$s$1" -H "Authorization: Bearer $(token service)"; echo; }
                  get '/v1/account-summaries?status=past_due'
                  get '/v1/invoices?status=uncollectible'
                  curl -sS '%1$s/v1/sandbox/clock/advance' -H "Authorization: Bearer $(token operator)" -H 'Content-Type: application/json' -d '{"by":"P1M"}'
                """.formatted(base);
    }
}
