package com.kore.billing.app.analytics.export;

import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import java.util.concurrent.Semaphore;

/** Keeps exports from taking all connections to the database: each holds one until its reader has it all. */
final class ExportRoom {
    private final Semaphore free;

    /** @param runningMax how many files may be on their way at once */
    ExportRoom(int runningMax) {
        this.free = new Semaphore(runningMax);
    }

    /** @throws RequestRefused if there is no room */
    void enter() {
        if (!free.tryAcquire()) {
            throw new RequestRefused(
                    ProblemCode.UNAVAILABLE,
                    "As many exports as this node makes at once are on their way. Come back after the seconds of"
                            + " Retry-After.");
        }
    }

    void leave() {
        free.release();
    }
}
