/** What may happen to a subscription, what it costs, and nothing about how it is stored, shown or sent. */
@NullMarked
package com.kore.billing.domain;

import org.jspecify.annotations.NullMarked;
