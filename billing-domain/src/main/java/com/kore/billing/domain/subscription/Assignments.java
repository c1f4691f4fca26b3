package com.kore.billing.domain.subscription;

import com.kore.billing.domain.Personal;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who uses the prepaid subscriptions of a contract.
 *
 * @param userIds in the order in which they were assigned, none twice
 */
record Assignments(Preferences preferences, @Personal List<String> userIds) {
    static final Assignments NONE = new Assignments(Preferences.DEFAULT, List.of());

    Assignments {
        userIds = List.copyOf(userIds);
    }

    int used() {
        return userIds.size();
    }

    boolean has(String userId) {
        return userIds.contains(userId);
    }

    Assignments with(Preferences others) {
        return new Assignments(others, userIds);
    }

    Assignments assigned(String userId) {
        return new Assignments(
                preferences, Stream.concat(userIds.stream(), Stream.of(userId)).toList());
    }

    Assignments released(String userId) {
        return new Assignments(
                preferences,
                userIds.stream().filter(other -> !other.equals(userId)).toList());
    }
}
