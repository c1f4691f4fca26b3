package com.kore.billing.app.eventstore;

import java.sql.SQLException;

/** A transaction of the writer failed. */
final class AppendFailed extends Exception {
    private final SQLException failure;
    private final Stage stage;

    /** How far it had come. */
    enum Stage {
        CONNECTING,
        INSERTING,
        /** It may have gone through all the same. */
        COMMITTING
    }

    AppendFailed(SQLException failure, Stage stage) {
        super(failure);
        this.failure = failure;
        this.stage = stage;
    }

    /** The same, after an earlier attempt may have gone through. */
    AppendFailed afterUncertainCommit() {
        return new AppendFailed(failure, Stage.COMMITTING);
    }

    /** The same, for one whose commit was never tried. */
    AppendFailed beforeCommit() {
        return new AppendFailed(failure, Stage.INSERTING);
    }

    SqlFailure kind() {
        return SqlFailure.of(failure);
    }

    Stage stage() {
        return stage;
    }

    /** What the sender of the command is told. */
    RuntimeException meaning() {
        if (stage == Stage.COMMITTING) {
            return new OutcomeUnknown(this);
        }
        return kind() == SqlFailure.DATA
                ? new IllegalStateException("the database refuses these events", this)
                : new StoreUnavailable("the event store cannot be written", this);
    }
}
