package com.kore.billing.app.security;

import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/** Who may look at which page of the console, and send its forms: the first rule that fits decides, as in {@link AccessRules}. */
final class ConsoleRules {
    /** Whoever signs out may do so also when nobody can find out who it is. */
    static final String SIGN_OUT = "/console/sign-out";

    private ConsoleRules() {}

    static void apply(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        rules.requestMatchers("/console/assets/**", "/console/sign-in", "/console/sign-in/**", SIGN_OUT)
                .permitAll();
        rules.requestMatchers(
                        "/console/subscriptions/*/history",
                        "/console/subscriptions/*/history/**",
                        "/console/invoices/*/explanation",
                        "/console/verifications",
                        "/console/verifications/**")
                .access(AccountAccess.withAnyOf(Scopes.AUDIT));
        rules.requestMatchers("/console/insights", "/console/insights/**")
                .access(AccountAccess.withAnyOf(Scopes.ANALYTICS));
        rules.requestMatchers("/console/operations", "/console/operations/**")
                .access(AccountAccess.withAnyOf(Scopes.OPERATIONS));
        rules.requestMatchers("/console/clock", "/console/clock/**")
                .access(AccountAccess.withAnyOf(Scopes.OPERATIONS, Scopes.ADMIN));
        rules.requestMatchers("/console/accounts", "/console/accounts/**").access(AccountAccess.withAnyOf(Scopes.READ));
        for (HttpMethod read : AccessRules.READS) {
            rules.requestMatchers(
                            read,
                            "/console/subscriptions/*",
                            "/console/subscriptions/*/**",
                            "/console/invoices/*",
                            "/console/invoices/*/**")
                    .access(AccountAccess.forItselfOrWith(Scopes.READ));
        }
        rules.requestMatchers(
                        "/console/subscriptions/*",
                        "/console/subscriptions/*/**",
                        "/console/invoices/*",
                        "/console/invoices/*/**")
                .access(AccountAccess.forItselfOrWith(Scopes.WRITE));
        rules.requestMatchers("/console", "/console/").authenticated();
        rules.anyRequest().access(AccountAccess.forNobody());
    }
}
