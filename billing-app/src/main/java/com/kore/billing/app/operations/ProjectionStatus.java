package com.kore.billing.app.operations;

import com.kore.billing.app.rebuild.ReplayReport;
import java.util.Optional;

/**
 * How up to date a read model is.
 *
 * @param position the position in the store up to which it has been handed every event; 0 while no rows of it answer, because it is new
 * @param head the position of the newest event
 * @param lag how many events it has not been handed yet
 * @param deadLetters how many events wait because it, or another read model, could not take them
 * @param replay the one that is running
 */
public record ProjectionStatus(
        String name,
        long position,
        long head,
        long lag,
        Status status,
        long deadLetters,
        Optional<ReplayReport> replay) {

    /** What goes on with it. */
    public enum Status {
        /** A node hands it the events as they come. */
        RUNNING,
        /** So it does, while its rows are made anew beside those that answer; or its first rows are made, because it is new. */
        REPLAYING,
        /**
         * No node does; the other two come back by themselves. Or it is new and no replay runs, because it has failed: the next start begins
         * another.
         */
        STOPPED
    }
}
