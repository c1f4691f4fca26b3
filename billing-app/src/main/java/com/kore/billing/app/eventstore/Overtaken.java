package com.kore.billing.app.eventstore;

import org.axonframework.modelling.command.ConcurrencyException;

/** Another command of the same subscription was stored first; decided again on the newest state, this one may still be accepted. */
final class Overtaken extends ConcurrencyException {
    Overtaken(Append append) {
        super("event %d of %s is another one".formatted(append.first().sequence(), append.subscriptionId()));
    }
}
