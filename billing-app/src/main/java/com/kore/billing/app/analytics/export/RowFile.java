package com.kore.billing.app.analytics.export;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written row by row. It is whole only after {@link #end}, and is not to be ended if a row could not be read: what is cut off
 * must not look like all there is.
 */
interface RowFile {
    /** @param values one for each column; null where there is none */
    void write(@Nullable Object[] values) throws IOException;

    /** Writes what is still in memory, and what a whole file ends with. */
    void end() throws IOException;
}
