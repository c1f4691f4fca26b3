@NullMarked
package com.kore.billing.app.eventstore;

import org.jspecify.annotations.NullMarked;
