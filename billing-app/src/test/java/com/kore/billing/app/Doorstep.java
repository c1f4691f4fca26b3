package com.kore.billing.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers requests that ask for it before their endpoint does anything: which endpoint it would have been. Whoever hears that was let in.
 */
@TestComponent
public final class Doorstep implements WebMvcConfigurer, HandlerInterceptor {
    /** A request with this header goes no further; its answer says in the same header which pattern it has come to. */
    public static final String HEADER = "Doorstep";

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(Integer.MIN_VALUE);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object endpoint) {
        if (request.getHeader(HEADER) == null) {
            return true;
        }
        response.setHeader(
                HEADER, String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)));
        response.setStatus(HttpStatus.NO_CONTENT.value());
        return false;
    }
}
