package com.kore.billing.app.console;

import com.kore.billing.app.security.Caller;
import com.kore.billing.app.security.Scopes;
import com.kore.billing.domain.account.SubscriptionId;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;

/** Whoever looks at a page, and what he may do: what he may not is not shown as if he could. */
public record Visitor(Caller caller) {
    private static final int TOKEN_ID_SHOWN = 8;

    /** Of the present request, which security has let in. */
    public static Visitor present() {
        return new Visitor(Caller.of(
                Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication())));
    }

    /** The account that he is for, a name, or how a token begins that was made over HTTP: as much as tells it from others. */
    public String name() {
        return caller.ownAccount()
                .map(SubscriptionId::value)
                .or(() -> caller.tokenId().map(id -> "access token " + id.substring(0, TOKEN_ID_SHOWN)))
                .orElse(caller.name());
    }

    /** The one account that he is for. */
    public Optional<SubscriptionId> ownAccount() {
        return caller.ownAccount();
    }

    /** All accounts. */
    public boolean seesAccounts() {
        return caller.has(Scopes.READ);
    }

    /** Sends commands for an account. */
    public boolean changes(SubscriptionId account) {
        return caller.has(Scopes.WRITE) || ownAccount().filter(account::equals).isPresent();
    }

    public boolean isStaff() {
        return caller.has(Scopes.ADMIN);
    }

    public boolean audits() {
        return caller.has(Scopes.AUDIT);
    }

    public boolean seesInsights() {
        return caller.has(Scopes.ANALYTICS);
    }

    public boolean operates() {
        return caller.has(Scopes.OPERATIONS);
    }

    public boolean advancesTime() {
        return operates() || isStaff();
    }
}
