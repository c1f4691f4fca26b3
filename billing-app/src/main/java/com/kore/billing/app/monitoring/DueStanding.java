package com.kore.billing.app.monitoring;

import java.time.Duration;

/**
 * What is due and not done.
 *
 * @param count how many pieces of work
 * @param oldest for how long the first of them has been due, by the service's clock; zero if nothing is
 */
record DueStanding(long count, Duration oldest) {}
