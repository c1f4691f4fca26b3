/** What analysts ask over HTTP. */
@NullMarked
package com.kore.billing.app.analytics;

import org.jspecify.annotations.NullMarked;
