package com.kore.billing.app.queries;

import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.app.web.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is asked of the event feed.
 *
 * @param after the position to go on after; 0 for the first event
 * @param limit how many lines at most; of no meaning to a stream
 */
record FeedRequest(long after, int limit) {
    static final String LIMIT_DEFAULT = "1000";
    static final int LIMIT_MAX = 10_000;

    private static final String POSITION = "must be a position: a whole number from 0";
    private static final String LIMIT = "must be from 1 to " + LIMIT_MAX;

    /** Of lines: {@code Last-Event-ID} belongs to streams. */
    static FeedRequest ofLines(Optional<String> after, Optional<String> limit) {
        List<Violation> violations = new ArrayList<>();
        long position = number("after", after.orElse("0"), 0, Long.MAX_VALUE, POSITION, violations);
        long count = number("limit", limit.orElse(LIMIT_DEFAULT), 1, LIMIT_MAX, LIMIT, violations);
        return checked(new FeedRequest(position, (int) count), violations);
    }

    /** Of a stream: a reader that comes back sends the address that it first had, and what it has seen since in the header. */
    static FeedRequest ofStream(Optional<String> after, Optional<String> lastEventId, Optional<String> limit) {
        List<Violation> violations = new ArrayList<>();
        long first = number("after", after.orElse("0"), 0, Long.MAX_VALUE, POSITION, violations);
        long last = lastEventId
                .map(id -> number("Last-Event-ID", id, 0, Long.MAX_VALUE, POSITION, violations))
                .orElse(first);
        limit.ifPresent(ignored -> violations.add(new Violation("limit", "is for lines; a stream has no end")));
        return checked(new FeedRequest(last, LIMIT_MAX), violations);
    }

    private static FeedRequest checked(FeedRequest request, List<Violation> violations) {
        if (violations.isEmpty()) {
            return request;
        }
        throw RequestRefused.invalid(violations);
    }

    private static long number(
            String name, String text, long least, long most, String remedy, List<Violation> violations) {
        OptionalLong number = whole(text);
        if (number.isPresent() && number.getAsLong() >= least && number.getAsLong() <= most) {
            return number.getAsLong();
        }
        violations.add(new Violation(name, remedy));
        return least;
    }

    private static OptionalLong whole(String text) {
        try {
            return text.matches("[0-9]{1,19}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
        } catch (NumberFormatException beyondAllPositions) {
            return OptionalLong.empty();
        }
    }
}
