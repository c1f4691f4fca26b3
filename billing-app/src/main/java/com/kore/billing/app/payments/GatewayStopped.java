package com.kore.billing.app.payments;

/** Nothing was sent, because the service stops: the work is left to the next start, and there is nothing wrong. */
public final class GatewayStopped extends GatewayFailure {
    public GatewayStopped() {
        super("the service stops; nothing was sent");
    }
}
