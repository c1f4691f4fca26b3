package com.kore.billing.app.analytics.export;

/**
 * What the views say at one moment: everything that the events up to a position led to.
 *
 * @param position of the last event that the read models have seen
 * @param generations of the rows that answer; others after a rebuild
 * @param deadLetters how many events up to the position wait to be taken again, and are not in the rows
 */
record Snapshot(long position, String generations, long deadLetters) {
    /** Names what follows from it; the same name is the same rows. */
    String tag(String of) {
        return "W/\"%s-%d-%s-%d\"".formatted(of, position, generations, deadLetters);
    }
}
