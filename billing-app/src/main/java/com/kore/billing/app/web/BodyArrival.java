package com.kore.billing.app.web;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.StartRefused;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

/**
 * Bodies must have arrived within a time. Tomcat's own timeout is for each read anew, so that whoever sends a byte now and then would keep his place
 * among the requests under way for as long as he likes. It is done beneath the servlet API, because Tomcat reads forms past it. Who was too slow is
 * told so, and the connection is closed: nothing more is read from it. What is left of a body that was refused before anybody read it is Tomcat's affair, and
 * takes no place.
 */
final class BodyArrival extends ValveBase {
    private final long nanosMax;

    private BodyArrival(Duration max) {
        super(true);
        this.nanosMax = max.toNanos();
    }

    /** @throws StartRefused if no body could arrive */
    static void within(BillingSettings.Load settings, TomcatServletWebServerFactory server) {
        Duration max = settings.arrivalMax();
        if (max.toMillis() < 1 || max.toMillis() > Integer.MAX_VALUE) {
            throw new StartRefused(
                    "With billing.load.arrival-max %s no body could arrive, or every one could take its time."
                            .formatted(max),
                    "Set BILLING_LOAD_ARRIVAL_MAX to some seconds, such as 30s.");
        }
        server.addContextValves(new BodyArrival(max));
        server.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                // Nor is one waited for longer of which nothing comes at all.
                http.setDisableUploadTimeout(false);
                http.setConnectionUploadTimeout((int) max.toMillis());
            }
        });
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request exchange = request.getCoyoteRequest();
        InputBuffer body = exchange.getInputBuffer();
        exchange.setInputBuffer(new InTime(exchange, body, System.nanoTime() + nanosMax));
        try {
            getNext().invoke(request, response);
        } finally {
            exchange.setInputBuffer(body);
        }
    }

    private record InTime(org.apache.coyote.Request exchange, InputBuffer body, long endNanos) implements InputBuffer {
        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            try {
                if (System.nanoTime() - endNanos > 0) {
                    throw new SocketTimeoutException("the body has not arrived in time");
                }
                return body.doRead(handler);
            } catch (SocketTimeoutException late) {
                // Or Tomcat would wait for the rest of it all the same, to throw it away.
                exchange.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
                throw late;
            }
        }

        @Override
        public int available() {
            return body.available();
        }
    }
}
