/** What auditors look at: an account's history, event by event, and how the account stood then. */
@NullMarked
package com.kore.billing.app.console.history;

import org.jspecify.annotations.NullMarked;
