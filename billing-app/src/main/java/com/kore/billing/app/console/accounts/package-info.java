/** The list of all accounts: who is looked for is found here. */
@NullMarked
package com.kore.billing.app.console.accounts;

import org.jspecify.annotations.NullMarked;
