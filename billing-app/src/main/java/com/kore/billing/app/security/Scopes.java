package com.kore.billing.app.security;

import java.util.Set;

/** What a token may be good for. */
public final class Scopes {
    /** All reads of subscriptions, invoices and the catalog. */
    public static final String READ = "billing:read";

    /** Opening subscriptions and all commands that customers may cause. */
    public static final String WRITE = "billing:write";

    /** What only the vendor's staff may do: credit, contracts, refunds, erasure, ACH. */
    public static final String ADMIN = "billing:admin";

    public static final String AUDIT = "audit:read";
    public static final String ANALYTICS = "analytics:read";
    public static final String OPERATIONS = "operations";

    /** One account's reads and online commands; which one stands in the claim {@link Caller#ACCOUNT_CLAIM}. */
    public static final String ACCOUNT_SELF = "account:self";

    static final Set<String> ALL = Set.of(READ, WRITE, ADMIN, AUDIT, ANALYTICS, OPERATIONS, ACCOUNT_SELF);

    private Scopes() {}
}
