/** The event feed: what other services see of events, and the streams of those who follow. Knows the event store and nothing else of ours. */
@NullMarked
package com.kore.billing.app.feed;

import org.jspecify.annotations.NullMarked;
