package com.kore.billing.app.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/**
 * Who may call which path: the first rule that fits decides. Rules are about groups of paths, so that a path needs its group's
 * scope also before it is built. What no group knows nobody reaches, whatever is mapped there: whoever has a token is told that there
 * is nothing. Every endpoint has its line in {@code access-matrix.csv} of the tests.
 */
final class AccessRules {
    private static final String[] DOCUMENTATION = {
        "/v3/api-docs/**", "/v3/api-docs.yaml", "/swagger-ui/**", "/swagger-ui.html"
    };

    private static final String[] STAFF_COMMANDS = {
        "/v1/subscriptions/*/grant-credit",
        "/v1/subscriptions/*/sign-contract",
        "/v1/subscriptions/*/erase-personal-data",
        "/v1/invoices/*/refund",
        "/v1/invoices/*/record-payment"
    };

    /** Of all accounts, and of none. */
    private static final String[] OF_ALL_ACCOUNTS = {
        "/v1/catalog", "/v1/events", "/v1/account-summaries", "/v1/subscriptions", "/v1/invoices", "/v1/invoices/*/**"
    };

    private static final String[] OF_ONE_ACCOUNT = {"/v1/subscriptions/*", "/v1/subscriptions/*/**", "/v1/invoices/*"};

    private static final String ACCESS_TOKENS = "/v1/access-tokens";

    /** Whoever has the code of a one-time link has no token yet. */
    private static final String REDEMPTIONS = ACCESS_TOKENS + "/redemptions";

    static final String MANAGEMENT = "/actuator";
    private static final String HEALTH = MANAGEMENT + "/health";

    /** What is open to be read may be asked about without being read. */
    static final List<HttpMethod> READS = List.of(HttpMethod.GET, HttpMethod.HEAD);

    private AccessRules() {}

    static boolean isRead(HttpServletRequest request) {
        return READS.contains(HttpMethod.valueOf(request.getMethod()));
    }

    static void apply(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        rules.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
        rules.requestMatchers(DOCUMENTATION).permitAll();
        // Whoever signs is known by that.
        rules.requestMatchers(HttpMethod.POST, "/v1/webhooks/stripe").permitAll();
        rules.requestMatchers(HttpMethod.POST, REDEMPTIONS).permitAll();
        // Whoever watches over the service by probes has no token; they come by a port that is nobody else's.
        rules.requestMatchers(ManagementPort.of(HEALTH, HEALTH + "/**")).permitAll();
        // Elsewhere anybody with a token may know; how its business goes is not for customers.
        rules.requestMatchers(HEALTH, HEALTH + "/**").authenticated();
        rules.requestMatchers(MANAGEMENT, MANAGEMENT + "/**")
                .access(AccountAccess.withAnyOf(Scopes.OPERATIONS, Scopes.ADMIN));
        for (HttpMethod read : READS) {
            // Auditors may see whom the tokens belong to that events name as their actors.
            rules.requestMatchers(read, ACCESS_TOKENS).access(AccountAccess.withAnyOf(Scopes.ADMIN, Scopes.AUDIT));
            // And which events the read models were made to pass over, and by whom.
            rules.requestMatchers(read, "/v1/operations/actions")
                    .access(AccountAccess.withAnyOf(Scopes.OPERATIONS, Scopes.AUDIT));
        }
        rules.requestMatchers(ACCESS_TOKENS, ACCESS_TOKENS + "/**").access(AccountAccess.withAnyOf(Scopes.ADMIN));
        rules.requestMatchers("/v1/audit/**").access(AccountAccess.withAnyOf(Scopes.AUDIT));
        rules.requestMatchers("/v1/analytics/**").access(AccountAccess.withAnyOf(Scopes.ANALYTICS));
        rules.requestMatchers("/v1/operations/**").access(AccountAccess.withAnyOf(Scopes.OPERATIONS));
        rules.requestMatchers("/v1/sandbox/**").access(AccountAccess.withAnyOf(Scopes.OPERATIONS, Scopes.ADMIN));
        rules.requestMatchers(HttpMethod.POST, STAFF_COMMANDS).access(AccountAccess.withAnyOf(Scopes.ADMIN));
        for (HttpMethod read : READS) {
            rules.requestMatchers(read, OF_ONE_ACCOUNT).access(AccountAccess.forItselfOrWith(Scopes.READ));
            rules.requestMatchers(read, OF_ALL_ACCOUNTS).access(AccountAccess.withAnyOf(Scopes.READ));
        }
        rules.requestMatchers(HttpMethod.POST, "/v1/subscriptions/*/**")
                .access(AccountAccess.forItselfOrWith(Scopes.WRITE));
        rules.requestMatchers(OF_ONE_ACCOUNT).access(AccountAccess.withAnyOf(Scopes.WRITE));
        rules.requestMatchers(OF_ALL_ACCOUNTS).access(AccountAccess.withAnyOf(Scopes.WRITE));
        rules.anyRequest().access(AccountAccess.forNobody());
    }
}
