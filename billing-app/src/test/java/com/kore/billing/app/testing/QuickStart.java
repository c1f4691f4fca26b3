package com.kore.billing.app.testing;

import com.kore.billing.app.BillingApplication;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/**
 * The service with an archive of its classes, made by one start when it is first asked for: every other start costs two fifths less, which
 * counts where it is started again and again. What is started is the same.
 */
final class QuickStart {
    private static final int PATIENCE_SECONDS = 120;
    /** It lives for seconds, too short for the second compiler. */
    private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

    private QuickStart() {}

    private static final class Made {
        static final List<String> COMMAND = make();
    }

    /** How it is called, for as long as this JVM lives. */
    static List<String> commandLine() {
        return Made.COMMAND;
    }

    private static List<String> make() {
        try {
            Path directory =
                    Files.createDirectories(Path.of("target", "quick-start")).toAbsolutePath();
            Path archive = directory.resolve("classes.jsa");
            String classPath = inJars(ServiceProcess.classPath(), directory);
            train(directory, command("-XX:ArchiveClassesAtExit=" + archive, classPath));
            return command("-XX:SharedArchiveFile=" + archive, classPath);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(String archive, String classPath) {
        return List.of(
                ServiceProcess.java(),
                "-Xmx256m",
                FIRST_COMPILER,
                archive,
                "-cp",
                classPath,
                BillingApplication.class.getName());
    }

    /** Archives know classes in jars only. */
    private static String inJars(String classPath, Path directory) {
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        List<String> entries = new ArrayList<>();
        for (String entry : Arrays.asList(classPath.split(File.pathSeparator, -1))) {
            if (Files.isDirectory(Path.of(entry))) {
                String file = directory.resolve(entries.size() + ".jar").toString();
                if (jar.run(System.out, System.err, "--create", "--file", file, "-C", entry, ".") != 0) {
                    throw new IllegalStateException(entry + " does not become a jar");
                }
                entries.add(file);
            } else {
                entries.add(entry);
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    /** Starts it on a database of its own, up to where it would take requests. */
    private static void train(Path directory, List<String> commandLine) throws IOException {
        List<String> command = new ArrayList<>(commandLine);
        Path data = Files.createTempDirectory(directory, "training-");
        command.addAll(RunningService.arguments(TestDatabases.h2In(data), data, Map.of()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("training.log").toFile());
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Dspring.context.exit=onRefresh");
        try {
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(Files.readString(directory.resolve("training.log")));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
