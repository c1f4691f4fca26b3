package com.kore.billing.app.security;

import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;

/**
 * Of the console's pages: whoever is signed in by a cookie, and on reads whoever presents a bearer token. A cookie is sent by itself, so
 * each form says a secret that only our own pages know, and comes from one of them.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleSecurityConfiguration {
    /** No script, style or image but the console's own files, and nobody frames it. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    private static final String SIGN_IN = "/console/sign-in";
    private static final int WANTED_MAX = 2000;

    private static final Pattern BEARER = Pattern.compile("(?i)bearer(\\s|$)");

    @Bean
    @Order(0)
    SecurityFilterChain console(HttpSecurity http, TokenCheck check, ConsoleSession session, RequestLimit limit) {
        SecurityConfiguration.withoutSessions(http)
                .securityMatcher("/console", "/console/**")
                .authorizeHttpRequests(ConsoleRules::apply)
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie()))
                .headers(headers ->
                        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY)))
                .exceptionHandling(problems -> problems.authenticationEntryPoint(ConsoleSecurityConfiguration::signIn)
                        .accessDeniedHandler(ConsoleSecurityConfiguration::forbidden))
                .addFilterBefore(new SameOriginFilter(ConsoleSecurityConfiguration::forbidden), CsrfFilter.class)
                .addFilterBefore(presentedToken(check, session), CsrfFilter.class);
        // That filter reads the form, which takes as long as it is sent.
        limit.apply(http, CsrfFilter.class);
        return http.build();
    }

    private static CookieCsrfTokenRepository csrfCookie() {
        CookieCsrfTokenRepository cookie = new CookieCsrfTokenRepository();
        cookie.setCookieName("kore_console_form");
        cookie.setCookieCustomizer(
                form -> form.path(ConsoleSession.PATH).httpOnly(true).sameSite("Strict"));
        return cookie;
    }

    private static AuthenticationFilter presentedToken(TokenCheck check, ConsoleSession session) {
        AuthenticationFilter filter = new AuthenticationFilter(check.manager(), converter(session));
        filter.setSecurityContextRepository(new RequestAttributeSecurityContextRepository());
        filter.setSuccessHandler((request, response, caller) -> {});
        filter.setFailureHandler(ConsoleSecurityConfiguration::signIn);
        return filter;
    }

    private static AuthenticationConverter converter(ConsoleSession session) {
        DefaultBearerTokenResolver header = new DefaultBearerTokenResolver();
        return new AuthenticationConverter() {
            @Override
            public @Nullable Authentication convert(HttpServletRequest request) {
                return presented(request, header, session)
                        .map(BearerTokenAuthenticationToken::new)
                        .orElse(null);
            }
        };
    }

    /** Whoever has to sign in can do so whatever the cookie of the last time says. */
    private static Optional<String> presented(
            HttpServletRequest request, DefaultBearerTokenResolver header, ConsoleSession session) {
        if (isOpen(request.getRequestURI())) {
            return Optional.empty();
        }
        return AccessRules.isRead(request) && presentsBearer(request)
                ? Optional.ofNullable(header.resolve(request))
                : session.token(request);
    }

    private static boolean isOpen(String path) {
        return path.startsWith(SIGN_IN) || path.equals(ConsoleRules.SIGN_OUT) || path.startsWith("/console/assets/");
    }

    /** A proxy's own credentials, such as {@code Basic}, say nothing here. */
    private static boolean presentsBearer(HttpServletRequest request) {
        String credentials = request.getHeader(HttpHeaders.AUTHORIZATION);
        return credentials != null && BEARER.matcher(credentials).lookingAt();
    }

    /** Nobody is signed in any more, or a bearer token is no good. */
    private static void signIn(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        if (refusal instanceof AuthenticationServiceException) {
            throw refusal;
        }
        if (refusal instanceof IssuedTokenCheck.NotNow || presentsBearer(request)) {
            SecurityConfiguration.unauthorized(request, response, refusal);
            return;
        }
        String page = AccessRules.isRead(request) ? SIGN_IN + wanted(request) : SIGN_IN + "?ended";
        if (request.getHeader("HX-Request") != null) {
            // A part of a page was asked for; the whole goes elsewhere.
            response.setHeader("HX-Redirect", SIGN_IN + "?ended");
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            return;
        }
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(HttpHeaders.LOCATION, page);
    }

    /** The page to go on to; what would make the address too long for a header is forgotten. */
    private static String wanted(HttpServletRequest request) {
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        String to = URLEncoder.encode(request.getRequestURI() + query, StandardCharsets.UTF_8);
        return to.length() > WANTED_MAX ? "" : "?to=" + to;
    }

    private static void forbidden(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        if (refusal instanceof CsrfException) {
            ProblemWriter.write(
                    request,
                    response,
                    ProblemCode.FORBIDDEN,
                    "The form is not one of this session: it was open for too long, or is from elsewhere. Nothing was done."
                            + " Go back, load the page again, and send it again.");
            return;
        }
        SecurityConfiguration.forbidden(
                request,
                response,
                refusal,
                "You are signed in as somebody who may not see this. Sign in with another token or link.");
    }
}
