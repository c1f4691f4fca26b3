package com.kore.billing.domain.payment;

import java.util.Optional;

/** What the gateway said of one attempt. */
public sealed interface PaymentOutcome {

    /** What the gateway calls the attempt: it is asked for it and pays it back under that name. Not every answer has one. */
    Optional<String> gatewayReference();

    /** The money was taken. */
    record Succeeded(Optional<String> gatewayReference) implements PaymentOutcome {
        public Succeeded() {
            this(Optional.empty());
        }
    }

    /** No money was taken; the code is the gateway's reason, such as {@code card_declined}. */
    record Declined(String code, Optional<String> gatewayReference) implements PaymentOutcome {
        public Declined(String code) {
            this(code, Optional.empty());
        }
    }

    /**
     * It is not known whether money was taken: the gateway must be asked before anything is tried again. The code says why, such as {@code
     * timeout}, or {@code processing} where the gateway itself does not know yet.
     */
    record Unknown(String code, Optional<String> gatewayReference) implements PaymentOutcome {
        /** The gateway has not answered in time. */
        public static final String TIMEOUT = "timeout";

        public Unknown(String code) {
            this(code, Optional.empty());
        }
    }
}
