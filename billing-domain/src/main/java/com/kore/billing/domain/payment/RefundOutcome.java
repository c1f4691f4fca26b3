package com.kore.billing.domain.payment;

import java.util.Optional;

/** What the gateway said of a refund. */
public sealed interface RefundOutcome {

    /** What the gateway calls the refund. Not every answer has it. */
    Optional<String> gatewayReference();

    /** The money is on its way back. */
    record Refunded(Optional<String> gatewayReference) implements RefundOutcome {
        public Refunded() {
            this(Optional.empty());
        }
    }

    /** Nothing was paid back, and it will not be; the code is the gateway's reason. */
    record Failed(String code, Optional<String> gatewayReference) implements RefundOutcome {
        public Failed(String code) {
            this(code, Optional.empty());
        }
    }
}
