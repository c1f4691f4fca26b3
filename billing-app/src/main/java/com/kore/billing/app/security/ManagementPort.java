package com.kore.billing.app.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Paths on the management port, if that is one of its own: there another server answers. Its number is not looked at, which behind a proxy
 * would be what the caller says.
 */
final class ManagementPort {
    private static final String NAMESPACE = "management";

    private ManagementPort() {}

    static RequestMatcher of(String... patterns) {
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        RequestMatcher[] each = new RequestMatcher[patterns.length];
        for (int i = 0; i < patterns.length; i++) {
            each[i] = paths.matcher(patterns[i]);
        }
        return new AndRequestMatcher(new OrRequestMatcher(each), ManagementPort::isOurs);
    }

    private static boolean isOurs(HttpServletRequest request) {
        return WebServerApplicationContext.hasServerNamespace(
                WebApplicationContextUtils.getWebApplicationContext(request.getServletContext()), NAMESPACE);
    }
}
