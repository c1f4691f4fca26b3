package com.kore.billing.app.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The histories that are played for ever, in {@code src/test/resources/histories}: such as once showed a fault, and such as could. */
final class KeptHistories {
    static final String FOLDER = "histories";

    private KeptHistories() {}

    /** By their files' names. */
    static List<History> all() {
        URL folder = Objects.requireNonNull(KeptHistories.class.getClassLoader().getResource(FOLDER));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.sorted().map(KeptHistories::read).toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (URISyntaxException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static History read(Path file) {
        try {
            return HistoryText.read(file.getFileName().toString(), Files.readString(file));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The same in groups that can share a subject. */
    static List<List<History>> together() {
        record Shared(Object rules, Object downtimes) {}
        Map<Shared, List<History>> groups = new LinkedHashMap<>();
        all().forEach(history -> groups.computeIfAbsent(
                        new Shared(history.rules(), history.downtimes()), ignored -> new ArrayList<>())
                .add(history));
        return List.copyOf(groups.values());
    }
}
