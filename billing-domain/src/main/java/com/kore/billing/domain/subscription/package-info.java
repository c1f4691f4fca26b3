/** The aggregate: its commands, events, states and the policy of what may change when. */
@NullMarked
package com.kore.billing.domain.subscription;

import org.jspecify.annotations.NullMarked;
