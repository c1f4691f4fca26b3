package com.kore.billing.app.oracle;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What must be answered to a command.
 *
 * @param refusals the codes of which one must be given; none: it is accepted. There are several where a command breaks several rules and
 *     no rule says which is told
 * @param invoice the invoice that it made, as its answer shows it
 * @param creditNote the number of the credit note that it made
 */
public record Verdict(Set<String> refusals, Optional<Map<String, Object>> invoice, Optional<String> creditNote) {

    static Verdict accepted() {
        return new Verdict(Set.of(), Optional.empty(), Optional.empty());
    }

    static Verdict charged(Invoice invoice) {
        return new Verdict(Set.of(), Optional.of(invoice.inAnswer()), Optional.empty());
    }

    static Verdict refunded(String creditNote) {
        return new Verdict(Set.of(), Optional.empty(), Optional.of(creditNote));
    }

    static Verdict refused(Set<String> codes) {
        return new Verdict(codes, Optional.empty(), Optional.empty());
    }

    static Verdict refused(String code) {
        return refused(Set.of(code));
    }

    public boolean isAccepted() {
        return refusals.isEmpty();
    }
}
