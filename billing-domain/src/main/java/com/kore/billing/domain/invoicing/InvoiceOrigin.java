package com.kore.billing.domain.invoicing;

/** What an invoice was issued for, and with it what a declined payment means. */
public enum InvoiceOrigin {
    /** A command charged: it is paid, or the change is undone and the invoice void. */
    CHANGE,
    /** A period began: it is tried again, and the subscription stays in use meanwhile. */
    RENEWAL,
    /** A period of a sales contract, or users added to it: it stays open until it is paid, and is never past due. */
    CONTRACT
}
