package com.kore.billing.app.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Forms are sent by pages of this very origin. A neighbor below the same domain is of the same site, so it could plant the cookie with the
 * form's secret and say that secret; what browsers tell of where a request comes from it cannot change.
 */
final class SameOriginFilter extends OncePerRequestFilter {
    private static final String SITE = "Sec-Fetch-Site";

    /** From our own page, or typed by whoever looks at it. */
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private final AccessDeniedHandler refused;

    SameOriginFilter(AccessDeniedHandler refused) {
        this.refused = refused;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (AccessRules.isRead(request) || isOwn(request)) {
            chain.doFilter(request, response);
        } else {
            refused.handle(request, response, new CsrfException("sent from another origin"));
        }
    }

    /** Over plain HTTP older browsers say the origin alone; who says neither is no browser of today, and has the form's secret to show. */
    private static boolean isOwn(HttpServletRequest request) {
        String site = request.getHeader(SITE);
        if (site != null) {
            return OWN.contains(site);
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin == null || origin.equalsIgnoreCase(origin(request));
    }

    /** As browsers write it: without the port that the scheme has anyway. */
    private static String origin(HttpServletRequest request) {
        UriComponents here = UriComponentsBuilder.newInstance()
                .scheme(request.getScheme())
                .host(request.getServerName())
                .port(isUsual(request) ? -1 : request.getServerPort())
                .build();
        return here.toUriString();
    }

    private static boolean isUsual(HttpServletRequest request) {
        return switch (request.getScheme()) {
            case "https" -> request.getServerPort() == 443;
            case "http" -> request.getServerPort() == 80;
            default -> false;
        };
    }
}
