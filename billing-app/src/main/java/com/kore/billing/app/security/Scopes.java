package com.kore.billing.app.security;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a token may be good for. Some scopes are good for what others are, so that a token needs no more than the one of its kind. */
public final class Scopes {
    /** All reads of subscriptions, invoices and the catalog. */
    public static final String READ = "billing:read";

    /** Opening subscriptions and all commands that customers may cause. */
    public static final String WRITE = "billing:write";

    /** What only the vendor's staff may do: credit, contracts, refunds, erasure, ACH; and all that {@link #READ} and {@link #WRITE} allow. */
    public static final String ADMIN = "billing:admin";

    /** What auditors ask, and all that {@link #READ} allows. */
    public static final String AUDIT = "audit:read";

    public static final String ANALYTICS = "analytics:read";
    public static final String OPERATIONS = "operations";

    /** One account's reads and the commands that are its own, those about prepaid users too; which one stands in the claim {@link Caller#ACCOUNT_CLAIM}. */
    public static final String ACCOUNT_SELF = "account:self";

    static final Set<String> ALL = Set.of(READ, WRITE, ADMIN, AUDIT, ANALYTICS, OPERATIONS, ACCOUNT_SELF);

    /** What the staff may give to others over HTTP: no token that is made can make others. */
    static final Set<String> GIVEN = Set.of(READ, WRITE, AUDIT, ANALYTICS, OPERATIONS, ACCOUNT_SELF);

    private static final Map<String, Set<String>> IMPLIED = Map.of(ADMIN, Set.of(READ, WRITE), AUDIT, Set.of(READ));

    private Scopes() {}

    /** What the scopes of a token allow: they, and those that they imply. */
    static List<GrantedAuthority> authorities(Collection<String> scopes) {
        return scopes.stream()
                .flatMap(scope -> Stream.concat(Stream.of(scope), IMPLIED.getOrDefault(scope, Set.of()).stream()))
                .distinct()
                .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                .toList();
    }
}
