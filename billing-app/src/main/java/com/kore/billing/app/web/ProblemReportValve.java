package com.kore.billing.app.web;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says as a problem what Tomcat refuses before any filter sees it: a broken request line, headers, an encoded slash. */
public final class ProblemReportValve extends ErrorReportValve {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemReportValve.class);
    private static final int ERRORS_FROM = 400;
    private static final int SERVER_ERRORS_FROM = 500;

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        boolean mayWrite =
                response.getStatus() >= ERRORS_FROM && response.getContentWritten() == 0 && response.setErrorReported();
        if (!mayWrite || !isIoAllowed(response)) {
            return;
        }
        // What a caller sent wrongly is theirs to know; the parser's words quote it, and it may hold a token.
        if (failure != null && response.getStatus() >= SERVER_ERRORS_FROM) {
            LOG.error("the container failed", failure);
        }
        ProblemCode code = ProblemCode.ofStatus(response.getStatus());
        try {
            ProblemWriter.write(
                    request,
                    response,
                    code,
                    "The request is no well-formed HTTP that this service reads: its line and headers have at most 8 KB.");
            response.finishResponse();
        } catch (IOException gone) {
            LOG.debug("the caller is gone", gone);
        }
    }

    private static boolean isIoAllowed(Response response) {
        AtomicBoolean allowed = new AtomicBoolean(false);
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
        return allowed.get();
    }
}
