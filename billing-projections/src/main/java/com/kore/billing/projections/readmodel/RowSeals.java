package com.kore.billing.projections.readmodel;

import java.util.List;

/**
 * What hides personal values in rows, with keys that read models do not know. Both methods are functions of what they are given: rows that say the
 * same are the same text, as verification and search need it.
 */
public interface RowSeals {
    /** Where the value of a table's row stands that belongs to this id. */
    static String place(String table, String id) {
        return table + " of " + id;
    }

    /**
     * @param place authenticated and not contained; the same value in another place is another text
     * @return a text of another form than any plain value's; the longer the value, the longer
     */
    String seal(String place, String clear);

    /** @throws RuntimeException if it was not sealed for this place, or was altered; nothing personal is ever read from plain text */
    String open(String place, String sealed);

    /**
     * Keyed hashes, one of each text, in the same order. Different texts may have the same.
     *
     * @return all of one length, and of nothing but letters, digits, dots and dashes
     */
    List<String> hashes(List<String> texts);
}
