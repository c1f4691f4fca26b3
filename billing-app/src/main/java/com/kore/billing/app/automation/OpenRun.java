package com.kore.billing.app.automation;

/**
 * A run that holds the lease: what it works with. Used by one thread.
 *
 * @param news told by the pool
 */
record OpenRun(WorkPool pool, RunRecord record, RunTally tally, News news) {}
