package com.kore.billing.app.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What a shell makes of lines that somebody pastes into it. */
public final class Pasted {
    private static final int PATIENCE_SECONDS = 30;

    private Pasted() {}

    /** What is printed, errors included, once all lines have run in a folder. */
    public static String into(Path directory, String lines) throws IOException, InterruptedException {
        Path script = Files.writeString(Files.createTempFile(directory, "paste", ".sh"), lines);
        Process shell = new ProcessBuilder("sh", script.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = shell.inputReader()) {
            String printed = output.lines().map(line -> line + "\n").collect(Collectors.joining());
            if (!shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the shell does not end: " + printed);
            }
            return printed;
        }
    }
}
