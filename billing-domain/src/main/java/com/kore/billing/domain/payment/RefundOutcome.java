package com.kore.billing.domain.payment;

/** What the gateway said of a refund. */
public sealed interface RefundOutcome {

    /** The money is on its way back. */
    record Refunded() implements RefundOutcome {}

    /** Nothing was paid back, and it will not be; the code is the gateway's reason. */
    record Failed(String code) implements RefundOutcome {}
}
