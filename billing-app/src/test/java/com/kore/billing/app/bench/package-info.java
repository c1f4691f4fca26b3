/** Measurements, each beside its anchor in the same run; {@code mvn -Pbench verify} runs them. They assert no wall-clock times. */
@NullMarked
package com.kore.billing.app.bench;

import org.jspecify.annotations.NullMarked;
