package com.kore.billing.app.security;

import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.account.SubscriptionId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Lets in who has one of some scopes, and where it says so who has {@code account:self} for the account of the path. To the latter any
 * other account looks as if it did not exist, on every path: also where nobody with that scope may do anything.
 */
final class AccountAccess implements AuthorizationManager<RequestAuthorizationContext> {
    private final Set<String> scopes;
    private final boolean forItself;

    private AccountAccess(Set<String> scopes, boolean forItself) {
        this.scopes = scopes;
        this.forItself = forItself;
    }

    /** For callers with any of these scopes. */
    static AccountAccess withAnyOf(String... scopes) {
        return new AccountAccess(Set.of(scopes), false);
    }

    /** Besides, for the account of the path itself. */
    static AccountAccess forItselfOrWith(String scope) {
        return new AccountAccess(Set.of(scope), true);
    }

    /** There is nothing, as far as anybody is told: for paths that no rule is about. */
    static AuthorizationManager<RequestAuthorizationContext> forNobody() {
        return (authentication, context) -> isKnown(authentication.get())
                ? new Hidden(RequestRefused.nothingHere())
                : new AuthorizationDecision(false);
    }

    private static boolean isKnown(@Nullable Authentication present) {
        return present != null && present.isAuthenticated();
    }

    /** Denied so that it looks as if there were nothing. */
    static final class Hidden extends AuthorizationDecision {
        private final RequestRefused missing;

        Hidden(RequestRefused missing) {
            super(false);
            this.missing = missing;
        }

        RequestRefused missing() {
            return missing;
        }
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        Authentication present = authentication.get();
        if (present == null || !isKnown(present)) {
            return new AuthorizationDecision(false);
        }
        Caller caller = Caller.of(present);
        if (scopes.stream().anyMatch(caller::has)) {
            return new AuthorizationDecision(true);
        }
        Optional<AccountOfPath> named = AccountOfPath.of(context.getRequest());
        if (named.isEmpty() || !caller.has(Scopes.ACCOUNT_SELF)) {
            return new AuthorizationDecision(false);
        }
        Optional<SubscriptionId> own = caller.account();
        return own.isPresent() && named.get().is(own.get())
                ? new AuthorizationDecision(forItself)
                : new Hidden(named.get().missing());
    }
}
