package com.kore.billing.app.testing;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Keeps, in a file, every line that is logged while tests run, by the services in this process and by those in processes of their own, and
 * when the last test has run fails the build if one of them holds what is {@link NeverLogged}. JUnit finds it by
 * META-INF/services, Spring by META-INF/spring.factories.
 */
public final class LogsOfTheSuite
        implements LauncherSessionListener, ApplicationListener<ApplicationEnvironmentPreparedEvent> {
    private static final Path FILE = Path.of("target", "logs-of-the-suite.log");
    private static final int SHOWN_MAX = 20;

    private static Optional<PrintWriter> file = Optional.empty();

    /** What a process of the tests printed. */
    public static void printed(String line) {
        write(line);
    }

    private static synchronized void write(String line) {
        file.ifPresent(open -> open.println(line));
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        try {
            Files.createDirectories(FILE.toAbsolutePath().getParent());
            file = Optional.of(new PrintWriter(Files.newBufferedWriter(FILE)));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        listen();
    }

    /** A service that starts sets its logs up anew, without what others have added. */
    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent start) {
        listen();
    }

    private static void listen() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs
                && logs.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(Lines.NAME) == null) {
            Lines lines = new Lines();
            lines.setContext(logs);
            lines.setName(Lines.NAME);
            lines.start();
            logs.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(lines);
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        synchronized (LogsOfTheSuite.class) {
            file.ifPresent(PrintWriter::close);
            file = Optional.empty();
        }
        search(FILE);
    }

    /** @throws AssertionError if a line of the file holds what none may */
    static void search(Path file) {
        List<String> findings = findings(file);
        if (!findings.isEmpty()) {
            throw new AssertionError(
                    "A log holds what none may (" + file + "; NeverLogged says what):\n" + String.join("\n", findings));
        }
    }

    private static List<String> findings(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.flatMap(line -> NeverLogged.in(line).map(finding -> finding + " in: " + line).stream())
                    .distinct()
                    .limit(SHOWN_MAX)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Every line with all that an encoder might add to it. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private static final String NAME = "logs-of-the-suite";

        @Override
        protected void append(ILoggingEvent event) {
            String thrown = event.getThrowableProxy() == null
                    ? ""
                    : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
            Object pairs = event.getKeyValuePairs() == null ? "" : event.getKeyValuePairs();
            write("%s %s [%s] %s %s %s%s"
                    .formatted(
                            event.getLevel(),
                            event.getLoggerName(),
                            event.getThreadName(),
                            event.getFormattedMessage(),
                            event.getMDCPropertyMap(),
                            pairs,
                            thrown));
        }
    }
}
