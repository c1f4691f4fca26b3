package com.kore.billing.app.proof;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Holds an export of the whole history against checkpoints, line by line, from nothing but both. Every event is hashed anew; what the
 * service says about hashes serves only to name what is wrong: the tree remembers the hash of each leaf, so a leaf whose event hashes to
 * something else was altered, and one whose event stands elsewhere was moved.
 */
final class ExportVerifier {
    /** Beyond so many, findings are counted and not told. */
    private static final int FINDINGS_TOLD_MAX = 1_000;

    private final NavigableMap<Long, Checkpoint> checkpoints = new TreeMap<>();
    private final Frontier found = new Frontier();
    private final Frontier remembered = new Frontier();
    private final Map<String, Long> nextSequences = new HashMap<>();
    private final List<String> findings = new ArrayList<>();

    /** Leaves whose event is not theirs, by what that event hashes to. */
    private final Map<Hash, Suspect> strangers = new HashMap<>();

    /** The same leaves, by what the tree remembers of them. */
    private final Map<Hash, Long> displaced = new HashMap<>();

    private long lines;
    private long moreFindings;
    private long checked;
    private boolean gap;

    /** @param finding its place in the list */
    private record Suspect(long leaf, int finding) {}

    /** @param checkpoints at least one */
    ExportVerifier(List<Checkpoint> checkpoints) {
        for (Checkpoint checkpoint : checkpoints) {
            Checkpoint other = this.checkpoints.put(checkpoint.size(), checkpoint);
            if (other != null && !other.root().equals(checkpoint.root())) {
                finding("two checkpoints over %d events contradict each other".formatted(checkpoint.size()));
            }
        }
        compareRoots();
    }

    /** The next line of the export. */
    void line(String text) {
        lines++;
        if (text.isBlank()) {
            // What prints a line break after each answer leaves one.
            return;
        }
        JsonNode line;
        try {
            line = CanonicalJson.read(text);
        } catch (IllegalArgumentException noJson) {
            finding("line %d is no line of an export: %s".formatted(lines, noJson.getMessage()));
            gap = true;
            return;
        }
        if (!line.path("leafIndex").canConvertToLong()) {
            finding("%s stands in the store and has no leaf: it was not recorded by the service".formatted(name(line)));
            return;
        }
        long index = line.path("leafIndex").asLong();
        if (index != remembered.size()) {
            finding(
                    index > remembered.size()
                            ? "the lines of the leaves %d to %d are missing".formatted(remembered.size(), index - 1)
                            : "leaf %d comes again, or too late".formatted(index));
            gap = true;
            return;
        }
        leaf(index, line);
        compareRoots();
    }

    private void leaf(long index, JsonNode line) {
        Optional<Hash> known = Hash.parse(line.path("leafHash").asString(""));
        boolean gone = !line.path("eventId").isString();
        if (known.isEmpty()) {
            // The event may stand for its leaf: the roots tell whether it is the one that was signed.
            finding("leaf %d has no hash: the tree was altered there%s"
                    .formatted(index, gone ? ", and its event is gone" : ""));
            gap |= gone;
        }
        Hash leafHash = known.orElseGet(() -> hashOf(line, index, Hash.OF_NOTHING));
        remembered.add(leafHash);
        Suspect suspect = strangers.get(leafHash);
        if (suspect != null) {
            findings.set(suspect.finding(), outOfPlace(suspect.leaf(), index));
        }
        if (gone) {
            if (known.isPresent()) {
                finding("leaf %d: its event is gone from the store".formatted(index));
            }
            found.add(leafHash);
            return;
        }
        Hash hash = hashOf(line, index, leafHash);
        found.add(hash);
        if (!hash.equals(leafHash)) {
            notItsOwn(index, hash, leafHash, line);
        }
        followsItsPredecessor(line);
    }

    private void notItsOwn(long index, Hash hash, Hash leafHash, JsonNode line) {
        Long home = displaced.get(hash);
        finding(
                home == null
                        ? "leaf %d, %s, was altered: it hashes to %s, not to %s"
                                .formatted(index, name(line), hash, leafHash)
                        : outOfPlace(index, home));
        if (findings.size() < FINDINGS_TOLD_MAX) {
            strangers.put(hash, new Suspect(index, findings.size() - 1));
            displaced.put(leafHash, index);
        }
    }

    private static String outOfPlace(long leaf, long home) {
        return "leaf %d is out of place: it holds the event of leaf %d".formatted(leaf, home);
    }

    private Hash hashOf(JsonNode line, long index, Hash leafHash) {
        try {
            return new Leaf(
                            line.required("subscriptionId").asString(),
                            line.required("sequence").asLong(),
                            line.required("eventId").asString(),
                            line.required("type").asString(),
                            line.required("revision").asString(),
                            Instant.parse(line.required("occurredAt").asString()),
                            line.required("metadata").toString(),
                            line.required("payload").toString())
                    .hash();
        } catch (RuntimeException otherForm) {
            // It hashes to nothing that any event hashes to.
            return Hash.ofNode(leafHash, Hash.ofLeaf("leaf " + index + " has no canonical form"));
        }
    }

    private void followsItsPredecessor(JsonNode line) {
        String subscription = line.path("subscriptionId").asString("");
        long sequence = line.path("sequence").asLong(-1);
        long next = nextSequences.getOrDefault(subscription, 0L);
        if (sequence != next) {
            finding("%s: event %d of %s was to come here".formatted(name(line), next, subscription));
        }
        nextSequences.put(subscription, sequence + 1);
    }

    private void compareRoots() {
        Checkpoint checkpoint = checkpoints.get(remembered.size());
        if (checkpoint == null || gap) {
            return;
        }
        checked++;
        if (!remembered.root().equals(checkpoint.root())) {
            Long before = checkpoints.lowerKey(checkpoint.size());
            finding(
                    "the leaves from %d to %d are not those of the checkpoint over %d events: their hashes were altered too"
                            .formatted(before == null ? 0 : before, checkpoint.size() - 1, checkpoint.size()));
        }
    }

    private static String name(JsonNode line) {
        return "%s %s of %s (event %s)"
                .formatted(
                        line.path("type").asString("?"),
                        line.path("eventId").asString("?"),
                        line.path("subscriptionId").asString("?"),
                        line.path("sequence").asString("?"));
    }

    private void finding(String what) {
        if (findings.size() < FINDINGS_TOLD_MAX) {
            findings.add(what);
        } else {
            moreFindings++;
        }
    }

    /** After the last line. */
    void end() {
        long last = checkpoints.lastKey();
        if (remembered.size() < last && !gap) {
            finding("the export ends with %d leaves, and the checkpoint covers %d: the last are missing"
                    .formatted(remembered.size(), last));
        }
    }

    /** What is wrong, in the order of the export; empty if nothing is. */
    List<String> findings() {
        return List.copyOf(findings);
    }

    /** How many findings there are beyond those that are told. */
    long moreFindings() {
        return moreFindings;
    }

    long lines() {
        return lines;
    }

    long leaves() {
        return remembered.size();
    }

    int subscriptions() {
        return nextSequences.size();
    }

    /** How many checkpoints were compared with the root of so many events. */
    long checkpointsCompared() {
        return checked;
    }

    Hash root() {
        return found.root();
    }
}
