package com.kore.billing.app.security;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/**
 * The console as a client of the issuer, as the settings and the issuer's own description say. The issuer is asked when somebody first
 * wants to sign in, until it answers once: the service starts without it. All who wait, wait for one question, and not for long.
 */
final class IssuerClient implements ClientRegistrationRepository {
    /** As the settings call it. */
    static final String ID = "console";

    /** Where the issuer sends people back to; registered there. */
    static final String CALLBACK = "/console/sign-in/issuer/callback";

    private static final Logger LOG = LoggerFactory.getLogger(IssuerClient.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final OAuth2ClientProperties settings;
    private @Nullable CompletableFuture<ClientRegistration> description;

    IssuerClient(OAuth2ClientProperties settings) {
        this.settings = settings;
    }

    /** @throws AuthenticationServiceException if the issuer does not describe itself now */
    ClientRegistration described() {
        try {
            return description().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException away) {
            throw new AuthenticationServiceException("the issuer does not describe itself", away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AuthenticationServiceException("stopped while the issuer was asked", stopped);
        }
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        return id.equals(ID) ? described() : null;
    }

    private synchronized CompletableFuture<ClientRegistration> description() {
        CompletableFuture<ClientRegistration> asked = description;
        if (asked == null || asked.isCompletedExceptionally()) {
            asked = CompletableFuture.supplyAsync(this::ask, Thread::startVirtualThread);
            description = asked;
        }
        return asked;
    }

    private ClientRegistration ask() {
        ClientRegistration client = Objects.requireNonNull(new OAuth2ClientPropertiesMapper(settings)
                .asClientRegistrations()
                .get(ID));
        LOG.info(
                "the console signs people in at {}", client.getProviderDetails().getIssuerUri());
        return Objects.requireNonNull(settings.getRegistration().get(ID)).getRedirectUri() == null
                ? ClientRegistration.withClientRegistration(client)
                        .redirectUri("{baseUrl}" + CALLBACK)
                        .build()
                : client;
    }
}
