/** What auditors ask: the history and its proof, the past, and where figures come from. */
@NullMarked
package com.kore.billing.app.audit;

import org.jspecify.annotations.NullMarked;
