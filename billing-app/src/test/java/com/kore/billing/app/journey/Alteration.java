package com.kore.billing.app.journey;

import java.util.Set;
import java.util.TreeSet;

/**
 * One row altered behind the service's back.
 *
 * @param check that is about it
 * @param checks that must find it, and no others
 * @param difference that the check names, {@code subject: expected, found}
 */
record Alteration(String check, Set<String> checks, String sql, String difference) {
    private static final String UPDATE = "UPDATE ";
    private static final String DELETE = "DELETE FROM ";

    /** @param others that cannot but find it too */
    static Alteration of(String check, String sql, String difference, String... others) {
        Set<String> checks = new TreeSet<>(Set.of(others));
        checks.add(check);
        return new Alteration(check, checks, sql, difference);
    }

    String table() {
        String rest = sql.substring((sql.startsWith(UPDATE) ? UPDATE : DELETE).length());
        return rest.substring(0, rest.indexOf(' '));
    }
}
