package com.kore.billing.projections.readmodel;

import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * What hides personal values in rows, with keys that read models do not know. All methods are functions of what they are given: rows that say the
 * same are the same text, as verification and search need it.
 */
public interface RowSeals {
    String ALTERED = "[altered in the database]";

    /** Where the value of a table's row stands that belongs to this id. */
    static String place(String table, String id) {
        return table + " of " + id;
    }

    /**
     * @param place authenticated and not contained; the same value in another place is another text
     * @return a text of another form than any plain value's; the longer the value, the longer
     */
    String seal(String place, String clear);

    /** @throws AlteredValue if it was not sealed for this place, or was altered; nothing personal is ever read from plain text */
    String open(String place, String sealed);

    /** For lists that nothing can be folded into again, in which an altered value must not hide the others: {@link #ALTERED} in its place. */
    default String show(String place, String sealed) {
        try {
            return open(place, sealed);
        } catch (AlteredValue altered) {
            LoggerFactory.getLogger(RowSeals.class).error("a value is shown as altered", altered);
            return ALTERED;
        }
    }

    /**
     * Keyed hashes, one of each text, in the same order. Different texts may have the same.
     *
     * @return all of one length, and of nothing but letters, digits, dots and dashes
     */
    List<String> hashes(List<String> texts);
}
