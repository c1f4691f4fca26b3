package com.kore.billing.app.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;

/**
 * Signing in to the console at an issuer: OpenID Connect's authorization code flow, with state, nonce and PKCE. The access token that comes
 * of it is checked as a bearer token is, and is the session. No node keeps anything of it, so begin and end may be on different ones.
 */
public final class IssuerSignIn {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerSignIn.class);

    /** What is in a log should be what RFC 6749 calls errors, whoever sent it. */
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,50}");

    private final IssuerClient client;
    private final DefaultOAuth2AuthorizationRequestResolver requests;
    private final CodeExchange exchange = new CodeExchange();
    private final AskedOfIssuer.Cookies cookies;
    private final TokenCheck check;
    private final ConsoleSession session;

    IssuerSignIn(IssuerClient client, AskedOfIssuer.Cookies cookies, TokenCheck check, ConsoleSession session) {
        this.client = client;
        this.cookies = cookies;
        this.check = check;
        this.session = session;
        requests = new DefaultOAuth2AuthorizationRequestResolver(client);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    }

    /** What came of it. */
    public enum Outcome {
        SIGNED_IN,
        /** The issuer's answer is to no question of this browser, or to one of more than ten minutes ago. */
        NOT_ASKED,
        /** Whoever was asked did not want to, or may not. */
        DECLINED,
        /** The issuer did not say who it is, or not so that it can be believed; the log says which. */
        NOT_VOUCHED,
        /** No bearer token either. */
        TOKEN_REFUSED,
        /** Somebody known, whom the issuer gave none of this service's scopes. */
        NO_SCOPES
    }

    /** @param to the page that was wanted, empty for none and for whom nothing had been asked */
    public record Arrival(Outcome outcome, String to) {}

    /**
     * Has the browser remember what is asked.
     *
     * @param to the page that is wanted
     * @return where at the issuer it is asked
     * @throws AuthenticationServiceException if the issuer does not answer
     */
    public URI begin(String to, HttpServletRequest request, HttpServletResponse response) {
        OAuth2AuthorizationRequest asked = Objects.requireNonNull(requests.resolve(request, IssuerClient.ID));
        cookies.keep(AskedOfIssuer.of(asked, to), request, response);
        return URI.create(asked.getAuthorizationRequestUri());
    }

    /**
     * Signs in whoever comes back from the issuer.
     *
     * @throws AuthenticationServiceException if the issuer does not answer
     * @throws com.kore.billing.app.web.RequestRefused {@code invalid} if the token is too long for a cookie
     */
    public Arrival arrive(HttpServletRequest request, HttpServletResponse response) {
        Optional<AskedOfIssuer> asked = cookies.kept(request)
                .filter(kept -> kept.state().equals(request.getParameter(OAuth2ParameterNames.STATE)));
        if (asked.isEmpty()) {
            return new Arrival(Outcome.NOT_ASKED, "");
        }
        cookies.forget(request, response);
        return new Arrival(outcome(asked.get(), request, response), asked.get().to());
    }

    private Outcome outcome(AskedOfIssuer asked, HttpServletRequest request, HttpServletResponse response) {
        String error = request.getParameter(OAuth2ParameterNames.ERROR);
        if (error != null) {
            return declined(error);
        }
        String code = Objects.requireNonNullElse(request.getParameter(OAuth2ParameterNames.CODE), "");
        if (code.isEmpty()) {
            return notVouched("no_code");
        }
        try {
            return admit(exchange.accessToken(client.described(), answered(asked, code)), request, response);
        } catch (OAuth2AuthenticationException refused) {
            return notVouched(refused.getError().getErrorCode());
        }
    }

    private OAuth2AuthorizationExchange answered(AskedOfIssuer asked, String code) {
        ClientRegistration registration = client.described();
        return new OAuth2AuthorizationExchange(
                asked.request(registration),
                OAuth2AuthorizationResponse.success(code)
                        .state(asked.state())
                        .redirectUri(asked.redirectUri())
                        .build());
    }

    private Outcome admit(String token, HttpServletRequest request, HttpServletResponse response) {
        try {
            if (Caller.of(check.whose(token)).scopes().isEmpty()) {
                return Outcome.NO_SCOPES;
            }
        } catch (AuthenticationServiceException | IssuedTokenCheck.NotNow away) {
            throw away;
        } catch (AuthenticationException | IllegalArgumentException nobodys) {
            LOG.warn("the issuer signed somebody in, and its access token is not accepted here");
            return Outcome.TOKEN_REFUSED;
        }
        return session.signIn(token, request, response).isPresent() ? Outcome.SIGNED_IN : Outcome.TOKEN_REFUSED;
    }

    private static Outcome declined(String error) {
        return switch (error) {
            case "access_denied" -> Outcome.DECLINED;
            case "temporarily_unavailable", "server_error" ->
                throw new AuthenticationServiceException("the issuer says " + error);
            default -> notVouched(error);
        };
    }

    private static Outcome notVouched(String error) {
        LOG.warn(
                "the issuer signed nobody in: {}", ERROR.matcher(error).matches() ? error : "an error of another form");
        return Outcome.NOT_VOUCHED;
    }
}
