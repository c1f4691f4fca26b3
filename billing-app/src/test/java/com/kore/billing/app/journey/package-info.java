/** Stories that its users would tell, played over HTTP against the whole service on each database. */
@NullMarked
package com.kore.billing.app.journey;

import org.jspecify.annotations.NullMarked;
