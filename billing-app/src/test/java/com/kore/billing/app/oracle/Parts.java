package com.kore.billing.app.oracle;

import java.util.Optional;

/** Rule 7: the parts of the one scheduled change. A part that is not there stays as it is. */
record Parts(Optional<String> plan, Optional<Every> interval, Optional<Integer> users) {
    static final Parts NONE = new Parts(Optional.empty(), Optional.empty(), Optional.empty());

    boolean isEmpty() {
        return equals(NONE);
    }

    Parts plan(Optional<String> other) {
        return new Parts(other, interval, users);
    }

    Parts interval(Optional<Every> other) {
        return new Parts(plan, other, users);
    }

    Parts users(Optional<Integer> other) {
        return new Parts(plan, interval, other);
    }
}
