package com.kore.billing.app.security;

import com.kore.billing.app.eventstore.PurposeSeals;
import com.kore.billing.app.eventstore.PurposeSeals.PurposeSeal;
import com.kore.billing.app.web.RequestRefused;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Who is signed in to the console: a cookie that holds the bearer token that was presented, sealed, with an end of its own. So nothing is
 * kept on a node, any node knows who it is, and a token that is revoked or has expired ends the session too. The cookie is good for the
 * console alone: no endpoint opens it.
 */
@Component
public final class ConsoleSession {
    /**
     * The cookie. A browser sends it with requests of pages of this site to the console's paths. Cookies know no ports: another service on this
     * host gets it too under the same path, and cannot open it.
     */
    public static final String COOKIE = "kore_console";

    static final String PATH = "/console";

    /** A day at work. */
    private static final Duration LIFE = Duration.ofHours(12);

    /** Browsers keep no larger one. */
    private static final int COOKIE_MAX = 4000;

    /** Real time, wherever the business clock stands. */
    private static final Clock CLOCK = Clock.systemUTC();

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleSession.class);

    private final TokenCheck check;
    private final TokenIssuer issuer;
    private final IssuedTokens issued;
    private final IssuedTokenCheck issuedCheck;
    private final PurposeSeal seal;

    ConsoleSession(
            TokenCheck check,
            TokenIssuer issuer,
            IssuedTokens issued,
            IssuedTokenCheck issuedCheck,
            PurposeSeals seals) {
        this.check = check;
        this.issuer = issuer;
        this.issued = issued;
        this.issuedCheck = issuedCheck;
        this.seal = seals.of("console session");
    }

    /**
     * Signs in whoever presents a token.
     *
     * @return empty if the token is nobody's
     * @throws AuthenticationException if that cannot be found out now
     * @throws RequestRefused {@code invalid} if the token is too long for a cookie
     */
    public Optional<Caller> signIn(String token, HttpServletRequest request, HttpServletResponse response) {
        Authentication whose;
        try {
            whose = check.whose(token);
        } catch (AuthenticationServiceException | IssuedTokenCheck.NotNow away) {
            throw away;
        } catch (AuthenticationException | IllegalArgumentException nobodys) {
            return Optional.empty();
        }
        Instant now = CLOCK.instant();
        Instant end = expiry(whose).filter(now.plus(LIFE)::isAfter).orElse(now.plus(LIFE));
        String sealed = seal.seal(end.getEpochSecond() + " " + token);
        if (sealed.length() > COOKIE_MAX) {
            throw RequestRefused.invalid(
                    "token",
                    "is too long for a browser to keep; have the issuer put less into it, some 2,900 characters in all");
        }
        response.addHeader(
                HttpHeaders.SET_COOKIE, cookie(sealed, request).build().toString());
        return Optional.of(Caller.of(whose));
    }

    /**
     * Signs in whoever has the code of a one-time link.
     *
     * @return empty if the code is none, or is good no longer
     * @throws RequestRefused if too many are being looked up
     */
    public Optional<Caller> redeem(String code, HttpServletRequest request, HttpServletResponse response) {
        return issuer.redeem(code).flatMap(redeemed -> signIn(redeemed.token(), request, response));
    }

    /**
     * Ends it in this browser, whatever the database says; what stood behind a one-time link ends everywhere, as nobody else has it.
     *
     * @return false if the database did not take the latter, so that whoever has kept the cookie is still signed in
     */
    public boolean signOut(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                cookie("", request).maxAge(Duration.ZERO).build().toString());
        try {
            token(request).filter(Secret::isToken).ifPresent(this::revoke);
            return true;
        } catch (DataAccessException away) {
            LOG.warn("a one-time link could not be ended with its session", away);
            return false;
        }
    }

    private void revoke(String token) {
        issued.present(Secret.sha256(token))
                .filter(known -> known.kind() == IssuedToken.Kind.ONE_TIME_LINK)
                .ifPresent(known -> {
                    issued.revoke(known.tokenId(), known.tokenId());
                    issuedCheck.forget(known.tokenId());
                });
    }

    /** The bearer token of whoever is signed in, whether or not it is still good. */
    Optional<String> token(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .flatMap(cookie -> seal.open(cookie.getValue()).stream())
                        .filter(session -> CLOCK.instant().getEpochSecond() < end(session))
                        .map(session -> session.substring(session.indexOf(' ') + 1))
                        .findFirst();
    }

    private static long end(String session) {
        return Long.parseLong(session, 0, session.indexOf(' '), 10);
    }

    private static Optional<Instant> expiry(Authentication whose) {
        return whose instanceof AbstractOAuth2TokenAuthenticationToken<?> token
                ? Optional.ofNullable(token.getToken().getExpiresAt())
                : Optional.empty();
    }

    private static ResponseCookie.ResponseCookieBuilder cookie(String value, HttpServletRequest request) {
        return ResponseCookie.from(COOKIE, value)
                .path(PATH)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict");
    }
}
