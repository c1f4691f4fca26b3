/** The one JSON form of domain values: in stored events, in views and over HTTP. */
@NullMarked
package com.kore.billing.projections.json;

import org.jspecify.annotations.NullMarked;
