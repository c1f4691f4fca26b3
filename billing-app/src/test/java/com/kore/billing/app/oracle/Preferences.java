package com.kore.billing.app.oracle;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rule 21: what becomes of a user who joins.
 *
 * @param assign to a prepaid subscription if one is available; else the user is left free
 * @param add one where none is available; else the user is left free
 */
record Preferences(boolean assign, boolean add) {
    /** Rule 21b. */
    static final Preferences UNTIL_SET = new Preferences(true, false);

    Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("whenUserJoins", assign ? "assign" : "leave_free");
        shown.put("whenNoneAvailable", add ? "add" : "leave_free");
        return shown;
    }
}
