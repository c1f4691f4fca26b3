package com.kore.billing.domain.payment;

/** What the gateway said of one attempt. */
public sealed interface PaymentOutcome {

    /** The money was taken. */
    record Succeeded() implements PaymentOutcome {}

    /** No money was taken; the code is the gateway's reason, such as {@code card_declined}. */
    record Declined(String code) implements PaymentOutcome {}

    /** It is not known whether money was taken: the gateway must be asked before anything is tried again. */
    record Unknown() implements PaymentOutcome {}
}
