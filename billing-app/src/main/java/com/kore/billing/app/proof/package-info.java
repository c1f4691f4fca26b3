/** What proves the history to others: the leaf of an event, and the tree over all leaves. Knows the event store and nothing else of ours. */
@NullMarked
package com.kore.billing.app.proof;

import org.jspecify.annotations.NullMarked;
