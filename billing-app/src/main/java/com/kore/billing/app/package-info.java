/** The service: how it starts, and its settings. */
@NullMarked
package com.kore.billing.app;

import org.jspecify.annotations.NullMarked;
