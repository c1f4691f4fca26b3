package com.kore.billing.app.eventstore;

import java.time.Duration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * In which order what runs by itself stops: phases of {@link SmartLifecycle}, the highest first. It starts the other way round.
 *
 * <p>Each part of a stop has an end of its own, so that all of it is over, and what the node had claimed is given back, before it is killed; how long
 * that is docs/operators.md says.
 */
public final class StopOrder {
    private static final int STEP = 256;

    /** No more requests are taken. Those that are under way are answered, until the web server has stopped. */
    public static final int REQUESTS = SmartLifecycle.DEFAULT_PHASE;

    /** Before the web server, because an advance of sandbox time is a request that would wait for it. */
    public static final int DUE_WORK = REQUESTS - STEP;

    /** Before the web server too, which would wait for their end. */
    public static final int STREAMS = DUE_WORK - STEP;

    /** After the web server: until then somebody may wait for a version to show. */
    public static final int REBUILDS = WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - STEP;

    /** After all that waits for read models, or has them written. */
    public static final int READ_MODELS = REBUILDS - STEP;

    /** After all that stores events. */
    public static final int PROOF = READ_MODELS - STEP;

    /** So long due work may take to stop, and no longer whatever the gateway does. */
    public static final Duration DUE_WORK_MAX = Duration.ofSeconds(6);

    /** So long a thread is waited for that only a database that is silent holds up: it ends with the process. */
    public static final Duration MOMENT = Duration.ofSeconds(2);

    private StopOrder() {}
}
