package com.kore.billing.app.security;

import com.kore.billing.app.security.AccessTokenForms.AccessTokenForm;
import com.kore.billing.app.security.AccessTokenForms.GivenScope;
import com.kore.billing.app.security.IssuedToken.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * A one-time link to the console for whoever reads what the service prints at its start, as he could read {@code tokens.json} too. It is
 * good for every page and for what customers may do; not for {@code billing:admin}, as no link is.
 */
@Component
public final class StartLink {
    private static final List<String> SCOPES =
            List.of(Scopes.READ, Scopes.WRITE, Scopes.AUDIT, Scopes.ANALYTICS, Scopes.OPERATIONS);

    private final TokenIssuer issuer;

    StartLink(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    /** The code of a new link. */
    public String code() {
        AccessTokenForm form = new AccessTokenForm(
                Optional.of("start-up message"),
                SCOPES.stream().map(GivenScope::new).toList(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Kind.ONE_TIME_LINK));
        Caller service = new Caller(
                "start-up message", Caller.VouchedBy.TOKEN, Set.copyOf(SCOPES), Optional.empty(), Optional.empty());
        return issuer.make(form, service).code().orElseThrow();
    }
}
