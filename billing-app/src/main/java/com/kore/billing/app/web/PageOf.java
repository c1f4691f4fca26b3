package com.kore.billing.app.web;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param nextCursor what to send as {@code cursor} for what follows; null on the last page
 */
public record PageOf<T>(List<T> items, Optional<String> nextCursor, boolean hasMore) {
    /** How many items a page has unless asked otherwise. */
    public static final String LIMIT_DEFAULT = "20";

    private static final int LIMIT_MAX = 100;

    public PageOf {
        items = List.copyOf(items);
    }

    /**
     * @param limitAndOneMore what was found when asked for one more than the limit
     * @param cursorAfter the cursor that continues after an item
     */
    public static <T> PageOf<T> of(List<T> limitAndOneMore, int limit, Function<T, Cursor> cursorAfter) {
        boolean hasMore = limitAndOneMore.size() > limit;
        List<T> items = hasMore ? limitAndOneMore.subList(0, limit) : limitAndOneMore;
        return new PageOf<>(
                items, hasMore ? Optional.of(cursorAfter.apply(items.getLast()).asText()) : Optional.empty(), hasMore);
    }

    /** @throws RequestRefused {@code invalid} unless it is from 1 to 100 */
    public static int checkedLimit(int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw RequestRefused.invalid("limit", "must be from 1 to " + LIMIT_MAX);
        }
        return limit;
    }
}
