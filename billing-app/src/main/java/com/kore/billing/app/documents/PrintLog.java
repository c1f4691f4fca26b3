package com.kore.billing.app.documents;

import com.openhtmltopdf.util.Diagnostic;
import com.openhtmltopdf.util.XRLogger;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets openhtmltopdf warn in the service's log; by itself it tells the console about every font and style sheet. */
final class PrintLog implements XRLogger {
    private static final Logger LOG = LoggerFactory.getLogger(PrintLog.class);

    private static boolean isWarning(Level level) {
        return level.intValue() >= Level.WARNING.intValue();
    }

    @Override
    public void log(String where, Level level, String message) {
        if (isWarning(level)) {
            LOG.warn("{}: {}", where, message);
        }
    }

    @Override
    public void log(String where, Level level, String message, Throwable cause) {
        if (isWarning(level)) {
            LOG.warn("{}: {}", where, message, cause);
        }
    }

    /** Warnings it is. */
    @Override
    public void setLevel(String logger, Level level) {}

    @Override
    public boolean isLogLevelEnabled(Diagnostic diagnostic) {
        return isWarning(diagnostic.getLevel());
    }
}
