package com.kore.billing.app.web;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.eventstore.StopOrder;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The first that happens at a stop: callers are sent away without losing anything. Each answer closes its connection, so that nobody is about to
 * send a request on one when the server shuts its doors; connections are taken as long as requests still come, because whoever sends them, such as a
 * load balancer, may not have heard yet. Then no new ones are, while the last that were are still answered, and the server lets what is under
 * way finish.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Draining extends OncePerRequestFilter implements SmartLifecycle {
    /** So long has nobody sent anything, once all have heard. */
    private static final Duration QUIET = Duration.ofMillis(500);

    /** So long, at most, are the last ones waited for whose connections were taken. */
    private static final Duration SERVED = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofMillis(20);

    private final Duration max;
    private volatile boolean running;
    private volatile boolean leaving;
    private volatile long arrivedAt;
    private volatile Runnable shutDoors = () -> {};

    Draining(BillingSettings settings) {
        this.max = settings.shutdown().drainMax();
        this.arrivedAt = System.nanoTime() - QUIET.toNanos();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        arrivedAt = System.nanoTime();
        if (leaving) {
            response.setHeader("Connection", "close");
        }
        chain.doFilter(request, response);
    }

    @Override
    public void start() {
        running = true;
    }

    /** Of the port that requests come to; the management port has a server of its own. */
    @EventListener
    void opened(WebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() == null
                && event.getWebServer() instanceof TomcatWebServer tomcat) {
            shutDoors = () -> Stream.of(tomcat.getTomcat().getService().findConnectors())
                    .forEach(connector -> connector.getProtocolHandler().closeServerSocketGraceful());
        }
    }

    @Override
    public void stop() {
        leaving = true;
        untilQuiet(max);
        shutDoors.run();
        untilQuiet(max.compareTo(SERVED) < 0 ? max : SERVED);
        running = false;
    }

    private void untilQuiet(Duration most) {
        long begun = System.nanoTime();
        while (System.nanoTime() - arrivedAt < QUIET.toNanos() && System.nanoTime() - begun < most.toNanos()) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return StopOrder.REQUESTS;
    }
}
