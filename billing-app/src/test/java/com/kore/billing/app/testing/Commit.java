package com.kore.billing.app.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Which tree a campaign was run on, for the lines that it prints. */
public final class Commit {
    private static final String UNKNOWN = "unknown";

    /** As git abbreviates it, {@code -dirty} behind it if something is not committed; or {@code unknown} outside a clone. */
    public static final String SHORT = read();

    private Commit() {}

    private static String read() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude=*")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return git.waitFor() == 0 ? said : UNKNOWN;
        } catch (IOException noGit) {
            return UNKNOWN;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }
}
