package com.kore.billing.app.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How large a running process may let its files grow: a full disk that needs no disk. Writes beyond it fail. */
final class FileLimit {
    private FileLimit() {}

    /** @param bytes none: as large as the system lets it. Only the soft limit is set, which its owner may set at any time */
    static void set(long pid, Optional<Long> bytes) {
        String limit = bytes.map(Object::toString).orElse("unlimited");
        try {
            Process prlimit = new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--fsize=" + limit + ":")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(prlimit.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // A process that has ended meanwhile is limited by nothing.
            if (prlimit.waitFor() != 0 && ProcessHandle.of(pid).isPresent()) {
                throw new IllegalStateException("prlimit says: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
