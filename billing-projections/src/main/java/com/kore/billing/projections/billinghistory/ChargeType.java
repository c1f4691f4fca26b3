package com.kore.billing.projections.billinghistory;

import com.kore.billing.domain.payment.PaymentMethod;

/** Which way the money of a transaction went; its amount is always positive. */
public enum ChargeType {
    /** Paid by card. */
    CREDIT_CARD,
    /** Paid by ACH debit. */
    ACH,
    /** Paid from the credit balance. */
    DISCOUNT_CREDITS,
    /** Added to the credit balance. */
    CREDITED,
    /** Paid back to the payment method. */
    REFUND,
    /** A payment that failed: no money went. */
    NOTIFY,
    /** Paid otherwise, such as by bank transfer, and recorded by the staff: of a contract. */
    RECORDED;

    static ChargeType paidBy(PaymentMethod.Kind kind) {
        return switch (kind) {
            case CARD -> CREDIT_CARD;
            case ACH -> ACH;
        };
    }
}
