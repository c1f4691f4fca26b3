package com.kore.billing.app.feed;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** Lets a stream be cut whose reader takes no more bytes; the servlet API can only end what has been written out. */
public final class CutValve extends ValveBase {
    private static final String ATTRIBUTE = CutValve.class.getName();

    CutValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Runnable cut = () -> response.getCoyoteResponse()
                .action(ActionCode.CLOSE_NOW, new IOException("a stream was to end, and its reader takes no bytes"));
        request.setAttribute(ATTRIBUTE, cut);
        getNext().invoke(request, response);
    }

    /** Drops what the socket has not taken, and closes it; to be run by the container's own thread, which then finds the exchange broken. */
    public static Runnable cutOf(ServletRequest request) {
        return (Runnable) request.getAttribute(ATTRIBUTE);
    }
}
