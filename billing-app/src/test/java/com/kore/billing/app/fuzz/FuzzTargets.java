package com.kore.billing.app.fuzz;

import com.kore.billing.app.catalog.FuzzCatalogs;
import com.kore.billing.app.commands.FuzzForms;
import com.kore.billing.app.commands.FuzzHeaders;
import com.kore.billing.app.web.FuzzBodies;
import com.kore.billing.app.web.FuzzCursors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whatever parses what somebody else has written: any bytes, and only the documented refusal may come of it. */
enum FuzzTargets {
    BODIES(FuzzBodies.class),
    CURSORS(FuzzCursors.class),
    FORMS(FuzzForms.class),
    HEADERS(FuzzHeaders.class),
    CATALOGS(FuzzCatalogs.class),
    IDS(FuzzIds.class);

    final Class<?> type;

    FuzzTargets(Class<?> type) {
        this.type = type;
    }

    void play(byte[] input) {
        switch (this) {
            case BODIES -> FuzzBodies.fuzzerTestOneInput(input);
            case CURSORS -> FuzzCursors.fuzzerTestOneInput(input);
            case FORMS -> FuzzForms.fuzzerTestOneInput(input);
            case HEADERS -> FuzzHeaders.fuzzerTestOneInput(input);
            case CATALOGS -> FuzzCatalogs.fuzzerTestOneInput(input);
            case IDS -> FuzzIds.fuzzerTestOneInput(input);
        }
    }

    /** Inputs to begin with, and those that once did what they should not: files in src/test/resources/fuzz. */
    Path seeds() {
        return Path.of("src", "test", "resources", "fuzz", type.getSimpleName());
    }

    List<byte[]> seedInputs() {
        try (Stream<Path> files = Files.list(seeds())) {
            return files.sorted().map(FuzzTargets::bytes).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
