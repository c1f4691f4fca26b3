package com.kore.billing.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as an auditor runs it, on exports and checkpoints that somebody has been at. */
class ExportVerifierTest {
    private static final SigningKey KEY = SigningKey.of(SigningKey.generated());
    private static final Instant AT = Instant.parse("2026-01-15T10:00:00Z");
    private static final int EVENTS = 13;

    @TempDir
    private Path directory;

    private final List<Leaf> leaves = new ArrayList<>(IntStream.range(0, EVENTS)
            .mapToObj(n -> new Leaf(
                    n % 2 == 0 ? "acme" : "other",
                    n / 2,
                    "event-" + n,
                    "PlanChanged",
                    "1",
                    AT.plusSeconds(n),
                    "{\"actor\":\"service\"}",
                    "{\"plan\":\"premium\",\"users\":" + n + "}"))
            .toList());
    private final List<String> lines = new ArrayList<>();
    private final List<String> checkpoints = new ArrayList<>();

    ExportVerifierTest() {
        for (int n = 0; n < EVENTS; n++) {
            lines.add(line(n, leaves.get(n), leaves.get(n).hash()));
        }
        checkpoints.add(checkpoint(4).asText());
        checkpoints.add(checkpoint(9).asText());
        checkpoints.add(checkpoint(EVENTS).asText());
    }

    private static String line(int index, Leaf leaf, Hash hash) {
        return """
                {"leafIndex":%d,"position":%d,"subscriptionId":"%s","sequence":%d,"eventId":"%s","type":"%s","revision":"%s",\
                "occurredAt":"%s","actor":"service","metadata":%s,"payload":%s,"leafHash":"%s"}""".formatted(
                        index,
                        index * 3 + 1,
                        leaf.subscriptionId(),
                        leaf.sequence(),
                        leaf.eventId(),
                        leaf.type(),
                        leaf.revision(),
                        leaf.occurredAt(),
                        leaf.metadata(),
                        leaf.payload(),
                        hash);
    }

    private Checkpoint checkpoint(int size) {
        return KEY.sign(size, root(leaves.subList(0, size)), AT);
    }

    private static Hash root(List<Leaf> leaves) {
        Frontier frontier = new Frontier();
        leaves.forEach(leaf -> frontier.add(leaf.hash()));
        return frontier.root();
    }

    private record Told(int exit, String output) {}

    private Told verify(String... more) throws IOException {
        Path export = Files.write(directory.resolve("export.ndjson"), lines);
        Path checkpoint = Files.write(directory.resolve("checkpoints.ndjson"), checkpoints);
        List<String> arguments = new ArrayList<>(List.of(export.toString(), "--checkpoint", checkpoint.toString()));
        arguments.addAll(Arrays.asList(more));
        return run(arguments);
    }

    private static Told run(List<String> arguments) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int exit = VerifyCommand.run(arguments, new PrintStream(output, true, StandardCharsets.UTF_8));
        return new Told(exit, output.toString(StandardCharsets.UTF_8));
    }

    private void isFound(String what) throws IOException {
        Told told = verify();
        assertThat(told.output()).contains("NOT VERIFIED", what);
        assertThat(told.exit()).isEqualTo(1);
    }

    @Test
    void what_was_signed_is_verified_and_said_to_be() throws IOException {
        Told told = verify("--key-id", KEY.id());

        assertThat(told.output())
                .contains(
                        "checkpoints   3, signatures are right; the last: 13 events",
                        "13 lines, 13 leaves, 2 subscriptions, root "
                                + checkpoint(EVENTS).root(),
                        "3 checkpoints agree",
                        "VERIFIED      the first 13 events are what was signed");
        assertThat(told.exit()).isZero();
    }

    @Test
    void members_in_another_order_and_other_spaces_change_nothing() throws IOException {
        lines.set(
                2,
                lines.get(2)
                        .replace(
                                "{\"plan\":\"premium\",\"users\":2}", "{ \"users\" : 2, \"plan\":\"pr\\u0065mium\" }"));

        assertThat(verify().exit()).isZero();
    }

    @Test
    void blank_lines_are_passed_over() throws IOException {
        lines.add(5, "");
        lines.add("  ");

        assertThat(verify().exit()).isZero();
    }

    @Test
    void a_byte_that_is_no_text_is_found_where_it_is() throws IOException {
        Path export = Files.write(directory.resolve("export.ndjson"), lines);
        byte[] bytes = Files.readAllBytes(export);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\"users\":6") + 2] = (byte) 0xff;
        Files.write(export, bytes);
        Path checkpoint = Files.write(directory.resolve("checkpoints.ndjson"), checkpoints);

        Told told = run(List.of(export.toString(), "--checkpoint", checkpoint.toString()));

        assertThat(told.output()).contains("leaf 6, PlanChanged event-6 of acme (event 3), was altered");
        assertThat(told.exit()).isEqualTo(1);
    }

    @Test
    void a_leaf_number_beyond_all_numbers_is_no_leaf() throws IOException {
        lines.set(3, lines.get(3).replace("\"leafIndex\":3", "\"leafIndex\":99999999999999999999"));

        isFound("stands in the store and has no leaf");
    }

    @Test
    void what_is_newer_than_the_checkpoint_is_said_not_to_be_covered() throws IOException {
        checkpoints.removeLast();

        Told told = verify();

        assertThat(told.exit()).isZero();
        assertThat(told.output()).contains("the first 9 events are what was signed; 4 after them are newer");
    }

    @Test
    void an_altered_event_is_named() throws IOException {
        lines.set(6, lines.get(6).replace("\"users\":6", "\"users\":7"));

        isFound("leaf 6, PlanChanged event-6 of acme (event 3), was altered");
    }

    @Test
    void altered_metadata_times_and_names_are_found_too() throws IOException {
        for (String[] change : new String[][] {
            {"{\"actor\":\"service\"}", "{\"actor\":\"nobody\"}"},
            {"2026-01-15T10:00:06Z", "2026-01-15T10:00:07Z"},
            {"PlanChanged", "PlanCharged"},
            {"\"revision\":\"1\"", "\"revision\":\"2\""},
            {"\"users\":6", "\"users\":6.5"}
        }) {
            String before = lines.set(6, lines.get(6).replace(change[0], change[1]));
            isFound("leaf 6, ");
            lines.set(6, before);
        }
    }

    @Test
    void an_event_that_is_gone_is_named_and_so_is_what_follows_it_in_its_subscription() throws IOException {
        lines.set(
                6,
                "{\"leafIndex\":6,\"position\":19,\"eventId\":null,\"leafHash\":\"%s\"}"
                        .formatted(leaves.get(6).hash()));

        isFound("leaf 6: its event is gone from the store");
        isFound("PlanChanged event-8 of acme (event 4): event 3 of acme was to come here");
    }

    @Test
    void two_events_that_were_swapped_are_named_with_their_places() throws IOException {
        lines.set(3, line(3, leaves.get(8), leaves.get(3).hash()));
        lines.set(8, line(8, leaves.get(3), leaves.get(8).hash()));

        isFound("leaf 3 is out of place: it holds the event of leaf 8");
        isFound("leaf 8 is out of place: it holds the event of leaf 3");
    }

    @Test
    void an_event_that_was_put_in_is_named() throws IOException {
        lines.add(5, lines.get(5).replace("\"leafIndex\":5", "\"leafIndex\":null"));

        isFound("PlanChanged event-5 of other (event 2) stands in the store and has no leaf");
    }

    @Test
    void lines_that_are_missing_doubled_or_out_of_order_are_named() throws IOException {
        String taken = lines.remove(7);
        isFound("the lines of the leaves 7 to 7 are missing");
        lines.add(7, taken);
        lines.add(7, taken);
        isFound("leaf 7 comes again, or too late");
        lines.remove(7);
        Collections.swap(lines, 2, 3);
        isFound("the lines of the leaves 2 to 2 are missing");
    }

    @Test
    void an_export_that_ends_early_is_not_verified() throws IOException {
        lines.removeLast();

        isFound("the export ends with 12 leaves, and the checkpoint covers 13");
    }

    @Test
    void a_line_of_something_else_is_named() throws IOException {
        lines.set(3, "proxy error");

        isFound("line 4 is no line of an export");
    }

    /** Who can write to the store can write to the tree as well, but cannot sign: between which checkpoints it was is seen. */
    @Test
    void hashes_that_were_altered_with_their_events_are_found_between_two_checkpoints() throws IOException {
        Leaf before = leaves.get(6);
        Leaf forged = new Leaf(
                before.subscriptionId(),
                before.sequence(),
                before.eventId(),
                before.type(),
                before.revision(),
                before.occurredAt(),
                before.metadata(),
                "{\"plan\":\"premium\",\"users\":1}");
        lines.set(6, line(6, forged, forged.hash()));

        isFound("the leaves from 4 to 8 are not those of the checkpoint over 9 events");
    }

    @Test
    void a_checkpoint_that_was_not_signed_so_is_refused() throws IOException {
        String genuine = checkpoints.set(2, checkpoints.get(2).replace("\"size\":13", "\"size\":12"));
        isFound("the checkpoint over 12 events is not signed by key " + KEY.id());
        SigningKey other = SigningKey.of(SigningKey.generated());
        checkpoints.set(2, other.sign(EVENTS, root(leaves), AT).asText());
        Told told = verify("--key-id", KEY.id());
        assertThat(told.output()).contains("is not signed by key " + KEY.id());
        assertThat(told.exit()).isEqualTo(1);
        // A key that claims to be another one.
        checkpoints.set(2, other.sign(EVENTS, root(leaves), AT).asText().replace(other.id(), KEY.id()));
        isFound("is not signed by key " + KEY.id());
        checkpoints.set(2, genuine.replace("\"signature\":\"", "\"signature\":\"*"));
        isFound("is not signed by key " + KEY.id());
        checkpoints.set(2, genuine.replace("\"size\":13", "\"size\":9007199254740992"));
        isFound("is not signed by key " + KEY.id());
        checkpoints.set(2, genuine);
        assertThat(verify().exit()).isZero();
    }

    @Test
    void checkpoints_that_contradict_each_other_are_found() throws IOException {
        checkpoints.add(KEY.sign(EVENTS, Hash.ofLeaf("another history"), AT).asText());

        isFound("two checkpoints over 13 events contradict each other");
    }

    @Test
    void what_is_asked_wrongly_is_told_how_to_ask() {
        for (List<String> arguments : List.of(
                List.<String>of(),
                List.of("export.ndjson"),
                List.of("--checkpoint", "c"),
                List.of("a", "b", "--checkpoint", "c"),
                List.of("a", "--checkpoint"),
                List.of("a", "--checkpoint", "c", "--loud"))) {
            Told told = run(arguments);
            assertThat(told.output()).startsWith("usage: verify <export.ndjson> --checkpoint <file>");
            assertThat(told.exit()).isEqualTo(2);
        }
        Told missing = run(List.of("nowhere.ndjson", "--checkpoint", "nothing.json"));
        assertThat(missing.output()).contains("cannot read nothing.json");
        assertThat(missing.exit()).isEqualTo(2);
    }

    @Test
    void a_file_that_holds_no_checkpoint_is_named() throws IOException {
        checkpoints.clear();
        assertThat(verify().output()).contains("holds no checkpoint");
        checkpoints.add("{\"size\":1}");
        Told told = verify();
        assertThat(told.output()).contains("checkpoints.ndjson: not a checkpoint");
        assertThat(told.exit()).isEqualTo(2);
    }
}
