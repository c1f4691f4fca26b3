/** Which days a period has. Dates only: what a day is in the account's zone is decided where instants enter. */
@NullMarked
package com.kore.billing.domain.calendar;

import org.jspecify.annotations.NullMarked;
