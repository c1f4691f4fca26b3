/** What happens by itself as time passes, on every database, through restarts and on several nodes. */
@NullMarked
package com.kore.billing.app.automation;

import org.jspecify.annotations.NullMarked;
