/**
 * Where events are kept: one door for commands ({@link com.kore.billing.app.eventstore.CommandDispatcher}), the stored form of events
 * and snapshots, the writer that makes them durable, and what reads them again.
 */
@NullMarked
package com.kore.billing.app.eventstore;

import org.jspecify.annotations.NullMarked;
