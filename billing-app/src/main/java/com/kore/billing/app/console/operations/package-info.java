/** What operators see and do: read models, billing runs, events that wait, and the record of what was done. */
@NullMarked
package com.kore.billing.app.console.operations;

import org.jspecify.annotations.NullMarked;
