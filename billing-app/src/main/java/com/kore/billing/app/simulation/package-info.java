/** One subscription in memory: previews and what-if. Writes nothing, and never asks the payment gateway. */
@NullMarked
package com.kore.billing.app.simulation;

import org.jspecify.annotations.NullMarked;
