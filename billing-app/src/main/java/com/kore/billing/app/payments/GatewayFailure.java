package com.kore.billing.app.payments;

/**
 * The gateway could not be asked, or would not answer: nothing was taken or paid back by what was asked, and nothing is known that was
 * not known before. Says nothing about the customer; the work is to be tried again. The message holds no key, token or personal data.
 */
public sealed class GatewayFailure extends RuntimeException permits GatewayStopped {
    public GatewayFailure(String message) {
        super(message);
    }
}
