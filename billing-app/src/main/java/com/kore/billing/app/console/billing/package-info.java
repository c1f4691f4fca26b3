/** What an account was charged, credited and refunded: its Billing History, and each invoice. */
@NullMarked
package com.kore.billing.app.console.billing;

import org.jspecify.annotations.NullMarked;
