/** What an account's admin looks at: Account Summary with all that can be changed, and the billing profile. */
@NullMarked
package com.kore.billing.app.console.account;

import org.jspecify.annotations.NullMarked;
