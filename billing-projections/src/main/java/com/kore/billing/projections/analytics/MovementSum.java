package com.kore.billing.projections.analytics;

import java.time.YearMonth;

/**
 * What the movements of one kind and month come to.
 *
 * @param change negative for less
 * @param customersChange how many customers more there are with them
 */
record MovementSum(YearMonth cohort, YearMonth month, MrrMovement.Kind kind, Total change, long customersChange) {}
