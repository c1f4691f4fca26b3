package com.kore.billing.app.eventstore;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.deadletter.DeadLetteringEventHandlerInvoker;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.springframework.context.SmartLifecycle;

/** Runs the {@link ReadModelProcessor}s of this node, each from its first event on, with its own dead letters. */
public final class EventProcessors implements SmartLifecycle {
    /** How often a node looks for claims of ten seconds that have run out: another one is done without for hardly longer than that. */
    private static final Duration CLAIMS_LOOKED_FOR_EVERY = Duration.ofSeconds(2);

    private final Map<String, Running> byName = new LinkedHashMap<>();
    private volatile boolean running;

    private record Running(
            PooledStreamingEventProcessor processor,
            DeadLetteringEventHandlerInvoker invoker,
            SequencedDeadLetterQueue<EventMessage<?>> deadLetters,
            List<ScheduledExecutorService> executors) {}

    EventProcessors(
            List<ReadModelProcessor> processors,
            WakingEventStore eventStore,
            TokenStore tokens,
            TransactionManager transactions,
            DeadLetterQueues queues) {
        for (ReadModelProcessor processor : processors) {
            byName.put(
                    processor.name(),
                    wire(processor, eventStore, tokens, transactions, queues.queue(processor.name())));
        }
    }

    private static Running wire(
            ReadModelProcessor described,
            WakingEventStore eventStore,
            TokenStore tokens,
            TransactionManager transactions,
            DeadLetters deadLetters) {
        DeadLetteringEventHandlerInvoker invoker = new LearningInvoker(
                DeadLetteringEventHandlerInvoker.builder()
                        .eventHandlers(described.handler())
                        .queue(deadLetters)
                        .transactionManager(transactions),
                deadLetters);
        ScheduledExecutorService coordinator = executor(described.name() + "-coordinator", 1);
        ScheduledExecutorService workers = executor(described.name() + "-worker", described.segments());
        PooledStreamingEventProcessor processor = PooledStreamingEventProcessor.builder()
                .name(described.name())
                .eventHandlerInvoker(invoker)
                .errorHandler(PropagatingErrorHandler.instance())
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .messageSource(eventStore)
                .initialToken(StreamableMessageSource::createTailToken)
                .tokenStore(tokens)
                .transactionManager(transactions)
                .initialSegmentCount(described.segments())
                .batchSize(described.batchSize())
                .tokenClaimInterval(CLAIMS_LOOKED_FOR_EVERY.toMillis())
                .coordinatorExecutor(coordinator)
                .workerExecutor(workers)
                .build();
        return new Running(processor, invoker, deadLetters, List.of(coordinator, workers));
    }

    private static ScheduledExecutorService executor(String name, int threads) {
        return Executors.newScheduledThreadPool(
                threads, Thread.ofPlatform().name(name + "-", 0).daemon().factory());
    }

    /** For its status, and for replays. */
    public PooledStreamingEventProcessor processor(String name) {
        return running(name).processor();
    }

    /** Whether this node is the one that handles the events of a processor, as far as it knows. */
    public boolean isProcessing(String name) {
        return !processor(name).processingStatus().isEmpty();
    }

    /** What it could not handle. */
    public SequencedDeadLetterQueue<EventMessage<?>> deadLetters(String name) {
        return running(name).deadLetters();
    }

    /** Handles the longest waiting dead letters of one subscription again; whether there were any and all went well. */
    public boolean retryDeadLetters(String name) {
        return retryDeadLetters(name, letter -> true);
    }

    /**
     * The same for the subscriptions of some.
     *
     * @param firstOfSubscription asked about the first letter of each
     */
    boolean retryDeadLetters(String name, Predicate<DeadLetter<? extends EventMessage<?>>> firstOfSubscription) {
        return running(name).invoker().process(firstOfSubscription);
    }

    private Running running(String name) {
        return Optional.ofNullable(byName.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no processor " + name));
    }

    @Override
    public void start() {
        running = true;
        byName.values().forEach(each -> each.processor().start());
    }

    @Override
    public void stop() {
        byName.values().forEach(each -> each.processor().shutDown());
        byName.values().forEach(each -> each.executors().forEach(ScheduledExecutorService::shutdown));
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return StopOrder.READ_MODELS;
    }
}
