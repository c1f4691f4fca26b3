package com.kore.billing.app.testing;

import com.kore.billing.app.BillingApplication;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The service as people start it: a process of its own, without what only tests have on the class path. */
public final class ServiceProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Kore Billing takes requests at (http://\\S+)");
    private static final int PATIENCE_SECONDS = 120;

    private final Process process;

    /** What it has printed and nobody has asked for yet; at the end of it, nothing. */
    private final BlockingQueue<Optional<String>> output = new LinkedBlockingQueue<>();

    private volatile boolean isAskedFor = true;

    private ServiceProcess(Process process) {
        this.process = process;
        // All of it, always, or it would stand still once the pipe is full.
        Thread.ofPlatform().daemon().name("output-of-" + process.pid()).start(this::read);
    }

    private void read() {
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                LogsOfTheSuite.printed(line);
                if (isAskedFor) {
                    output.add(Optional.of(line));
                }
            }
        } catch (IOException ended) {
            // With the process.
        } finally {
            output.add(Optional.empty());
        }
    }

    /**
     * Starts it on any port, unless told otherwise, and returns at once.
     *
     * @param directory that it works in
     */
    public static ServiceProcess start(Path directory, Map<String, String> environment, List<String> arguments) {
        return start(commandLine(), directory, environment, arguments);
    }

    /** The same for one that is started again and again: its classes come from an archive, which the first of them makes. */
    public static ServiceProcess startQuickly(Path directory, List<String> arguments) {
        return start(QuickStart.commandLine(), directory, Map.of(), arguments);
    }

    private static ServiceProcess start(
            List<String> commandLine, Path directory, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(commandLine);
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("SERVER_PORT", "0");
        builder.environment().putAll(environment);
        try {
            return new ServiceProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How it is called from the class path, as {@code java -jar} calls the jar. */
    public static List<String> commandLine() {
        return List.of(java(), "-Xmx256m", "-cp", classPath(), BillingApplication.class.getName());
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty() && !entry.contains("test"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What it prints until a line holds the text, or until it ends. */
    public String outputUntil(String text) {
        StringBuilder printed = new StringBuilder();
        try {
            for (Optional<String> line = output.take(); line.isPresent(); line = output.take()) {
                printed.append(line.get()).append('\n');
                if (line.get().contains(text)) {
                    return printed.toString();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        output.add(Optional.empty());
        return printed.toString();
    }

    /** Waits until it takes requests; what it prints from then on only {@link LogsOfTheSuite} keeps. */
    public URI awaitReady() {
        String printed = outputUntil("Kore Billing takes requests at ");
        Matcher ready = READY.matcher(printed);
        if (!ready.find()) {
            throw new AssertionError("it ended: " + printed);
        }
        isAskedFor = false;
        output.removeIf(Optional::isPresent);
        return URI.create(ready.group(1));
    }

    /** SIGKILL, at once. Nothing is waited for. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /** SIGSTOP: it stands still, with all that it holds. */
    public void freeze() {
        signal("-STOP");
    }

    /** SIGCONT: it goes on as if no time had passed. */
    public void wake() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            int ended = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (ended != 0) {
                throw new IllegalStateException("kill " + signal + " ended with " + ended);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** From now on none of its files grows beyond this size. */
    public void limitFiles(long bytes) {
        FileLimit.set(process.pid(), Optional.of(bytes));
    }

    /** Its files may grow again. */
    public void unlimitFiles() {
        FileLimit.set(process.pid(), Optional.empty());
    }

    /** The most memory that it has had at once, in bytes, as Linux counts it. */
    public long peakResidentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    /** Waits for its end; how it ended. */
    public int awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end");
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** SIGTERM; once it has stopped in order. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    @Override
    public void close() {
        stop();
    }
}
