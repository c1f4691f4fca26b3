package com.kore.billing.app.demo;

import com.kore.billing.domain.subscription.SubscriptionCommand;
import java.time.Instant;

/** A command of the year, and who sends it. */
record Step(Sender sender, SubscriptionCommand command) {

    /** As events name them. */
    enum Sender {
        CUSTOMER("demo"),
        /** Of the vendor. */
        STAFF("demo-staff");

        private final String actor;

        Sender(String actor) {
            this.actor = actor;
        }

        String actor() {
            return actor;
        }
    }

    Instant at() {
        return command.at();
    }
}
