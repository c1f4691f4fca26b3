package com.kore.billing.app.security;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Lets in who has a scope for all accounts, and who has {@code account:self} for the account of the path. To the latter any other
 * account looks as if it did not exist.
 *
 * <p>The account is the path's {@code {subscriptionId}}, or that of its {@code {invoiceId}}: an invoice's number begins with it.
 */
final class AccountAccess implements AuthorizationManager<RequestAuthorizationContext> {
    private final String scope;

    AccountAccess(String scope) {
        this.scope = scope;
    }

    /** Denied so that it looks as if there were nothing. */
    static final class Hidden extends AuthorizationDecision {
        Hidden() {
            super(false);
        }
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        Authentication present = authentication.get();
        if (present == null || !present.isAuthenticated()) {
            return new AuthorizationDecision(false);
        }
        Caller caller = Caller.of(present);
        if (caller.has(scope) || !caller.has(Scopes.ACCOUNT_SELF)) {
            return new AuthorizationDecision(caller.has(scope));
        }
        return caller.account().filter(own -> isOf(own, context)).isPresent()
                ? new AuthorizationDecision(true)
                : new Hidden();
    }

    private static boolean isOf(SubscriptionId own, RequestAuthorizationContext context) {
        String subscription = context.getVariables().get("subscriptionId");
        if (subscription != null) {
            return subscription.equals(own.value());
        }
        String invoice = Objects.requireNonNullElse(context.getVariables().get("invoiceId"), "")
                .replaceFirst("\\.pdf$", "")
                .toUpperCase(Locale.ROOT);
        int dash = invoice.lastIndexOf('-');
        return dash > 0 && invoice.substring(0, dash).equals(own.upperCase());
    }
}
