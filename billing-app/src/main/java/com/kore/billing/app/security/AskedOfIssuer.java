package com.kore.billing.app.security;

import com.kore.billing.app.eventstore.PurposeSeals;
import com.kore.billing.app.eventstore.PurposeSeals.PurposeSeal;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;

/**
 * What the issuer was asked for one browser, and must be answered by.
 *
 * @param state says that an answer is to this browser's question
 * @param nonce says that the ID token was made for it
 * @param verifier says to the issuer that whoever redeems the code is who asked for it (PKCE)
 * @param to the page that was wanted
 */
record AskedOfIssuer(String state, String nonce, String verifier, String redirectUri, String to) {
    private static final int FIELDS = 5;

    static AskedOfIssuer of(OAuth2AuthorizationRequest request, String to) {
        return new AskedOfIssuer(
                Objects.requireNonNull(request.getState()),
                attribute(request, OidcParameterNames.NONCE),
                attribute(request, PkceParameterNames.CODE_VERIFIER),
                Objects.requireNonNull(request.getRedirectUri()),
                to);
    }

    private static String attribute(OAuth2AuthorizationRequest request, String name) {
        return Objects.requireNonNull(request.<String>getAttribute(name), name);
    }

    OAuth2AuthorizationRequest request(ClientRegistration client) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .clientId(client.getClientId())
                .authorizationUri(
                        Objects.requireNonNull(client.getProviderDetails().getAuthorizationUri()))
                .redirectUri(redirectUri)
                .scopes(client.getScopes())
                .state(state)
                .attributes(attributes -> {
                    attributes.put(OAuth2ParameterNames.REGISTRATION_ID, client.getRegistrationId());
                    attributes.put(OidcParameterNames.NONCE, nonce);
                    attributes.put(PkceParameterNames.CODE_VERIFIER, verifier);
                })
                .build();
    }

    /**
     * Keeps it in the browser, sealed, for as long as somebody may take to sign in. {@code SameSite=Lax}, for the answer comes by a link
     * from elsewhere; it signs nobody in by itself.
     */
    static final class Cookies {
        static final String NAME = "kore_console_issuer";
        static final String PATH = "/console/sign-in";
        private static final Duration LIFE = Duration.ofMinutes(10);

        /** Real time, wherever the business clock stands. */
        private static final Clock CLOCK = Clock.systemUTC();

        private final PurposeSeal seal;

        Cookies(PurposeSeals seals) {
            seal = seals.of("console sign-in at the issuer");
        }

        void keep(AskedOfIssuer asked, HttpServletRequest request, HttpServletResponse response) {
            set(sealed(asked, CLOCK.instant().plus(LIFE)), LIFE, request, response);
        }

        String sealed(AskedOfIssuer asked, Instant end) {
            return seal.seal(String.join(
                    "\n",
                    Long.toString(end.getEpochSecond()),
                    asked.state(),
                    asked.nonce(),
                    asked.verifier(),
                    asked.redirectUri(),
                    asked.to()));
        }

        Optional<AskedOfIssuer> kept(HttpServletRequest request) {
            Cookie[] cookies = request.getCookies();
            return cookies == null
                    ? Optional.empty()
                    : Arrays.stream(cookies)
                            .filter(cookie -> cookie.getName().equals(NAME))
                            .flatMap(cookie -> seal.open(cookie.getValue()).stream())
                            .flatMap(text -> read(text).stream())
                            .findFirst();
        }

        /** An answer is taken once. */
        void forget(HttpServletRequest request, HttpServletResponse response) {
            set("", Duration.ZERO, request, response);
        }

        private static Optional<AskedOfIssuer> read(String text) {
            String[] fields = text.split("\n", -1);
            return fields.length == FIELDS + 1 && CLOCK.instant().getEpochSecond() < Long.parseLong(fields[0])
                    ? Optional.of(new AskedOfIssuer(fields[1], fields[2], fields[3], fields[4], fields[5]))
                    : Optional.empty();
        }

        private static void set(String value, Duration life, HttpServletRequest request, HttpServletResponse response) {
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(NAME, value)
                            .path(PATH)
                            .httpOnly(true)
                            .secure(request.isSecure())
                            .sameSite("Lax")
                            .maxAge(life)
                            .build()
                            .toString());
        }
    }
}
