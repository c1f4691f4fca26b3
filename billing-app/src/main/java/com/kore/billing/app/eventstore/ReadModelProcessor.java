package com.kore.billing.app.eventstore;

import org.axonframework.eventhandling.EventMessageHandler;

/**
 * What follows the events of the store: register one as a bean, and {@link EventProcessors} runs it, on every node that finds a free
 * segment of it.
 *
 * <p>The handler gets the events of one subscription in order and on one thread at a time, several events in one Spring transaction;
 * what it writes through the application's {@code DataSource} and {@code JdbcClient} is committed together with the token that says how
 * far it has come. It may collect in the unit of work ({@code CurrentUnitOfWork}) and write in {@code onPrepareCommit}. A handler
 * that throws sends the event to the dead letters of the same name, and later ones of its subscription behind it; a failure in
 * {@code onPrepareCommit} stops the segment and is tried again, so a handler that writes there enqueues what the database refuses itself, in
 * {@link EventProcessors#deadLetters}.
 *
 * @param name of the processor, its tokens and its dead letters; {@code read-models}
 * @param segments how many threads can work on it at once, over all nodes; fixed at the first start
 * @param batchSize how many events share a transaction, at most
 * @param handler may be called again for an event that it has handled, after a crash
 */
public record ReadModelProcessor(String name, int segments, int batchSize, EventMessageHandler handler) {}
