/** What payment gateways tell of their own accord. */
@NullMarked
package com.kore.billing.app.webhooks;

import org.jspecify.annotations.NullMarked;
