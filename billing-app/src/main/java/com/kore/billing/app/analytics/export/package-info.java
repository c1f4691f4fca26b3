/** Exports: the views of the schema {@code analytics} as files. */
@NullMarked
package com.kore.billing.app.analytics.export;

import org.jspecify.annotations.NullMarked;
