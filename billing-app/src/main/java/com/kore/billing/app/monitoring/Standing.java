package com.kore.billing.app.monitoring;

import java.time.Duration;

/**
 * How the store and what follows it stand, on whichever node it runs.
 *
 * @param unhandled for how long no node has handed events to the read models; zero while one does
 * @param behind how many events the read models have not been handed; counted to 100,000
 * @param age how long the oldest of those has waited
 * @param deadLetters how many events wait because a read model could not take them
 */
record Standing(Duration unhandled, long behind, Duration age, long deadLetters) {}
