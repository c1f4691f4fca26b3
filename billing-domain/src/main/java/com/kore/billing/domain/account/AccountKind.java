package com.kore.billing.domain.account;

/** How an account came to be, and with it what its admin sees and may do. */
public enum AccountKind {
    /** Signed itself up, starts free, changes its own plan. */
    ONLINE,
    /** Agreed with sales: a plan, prepaid users, a negotiated price and a term. */
    CONTRACT
}
