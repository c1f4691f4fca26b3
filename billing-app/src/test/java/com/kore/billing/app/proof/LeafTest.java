package com.kore.billing.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The leaf of every event, letter by letter, in {@code src/test/resources/leaves}, and its hash in {@code hashes.txt} there. Both were
 * made by Python's {@code json} and {@code hashlib} from the events' golden files; {@code (printf '\0'; tr -d '\n' < leaf) | sha256sum}
 * checks one. They are never changed: somebody may have signed a root over them.
 */
class LeafTest {
    /** As it might be stored: not in order, and with characters that have several spellings in JSON. */
    private static final String METADATA =
            "{\"traceParent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\",\"actor\":\"Zo\u00eb \ud83d\ude00"
                    + " \\u20ac\\n\\u007f\",\"command\":\"ChangePlan\",\"commandId\":\"5e9c3b1e-0000-4000-8000-000000000001\","
                    + "\"correlationId\":\"r-1\"}";

    private static final Leaf LEAF = new Leaf(
            "acme", 0, "an-id", "PlanChanged", "1", Instant.parse("2026-01-15T10:00:00Z"), "{\"actor\":\"x\"}", "{}");

    static Stream<String> events() {
        return files("events");
    }

    @Test
    void every_golden_file_of_an_event_has_a_leaf_and_a_hash() {
        assertThat(files("leaves").filter(name -> name.endsWith(".json"))).containsExactlyElementsOf(events().toList());
        assertThat(hashes()).containsOnlyKeys(events().toList());
    }

    @ParameterizedTest
    @MethodSource("events")
    void a_leaf_is_written_as_its_golden_file_says(String event) {
        assertThat(leaf(event).canonical()).isEqualTo(text("leaves/" + event));
    }

    @ParameterizedTest
    @MethodSource("events")
    void a_leaf_has_the_hash_that_others_find(String event) throws NoSuchAlgorithmException {
        byte[] golden = MessageDigest.getInstance("SHA-256").digest(("\0" + text("leaves/" + event)).getBytes(UTF_8));

        assertThat(HexFormat.of().formatHex(golden)).isEqualTo(hashes().get(event));
        assertThat(leaf(event).hash()).isEqualTo(new Hash(HexFormat.of().formatHex(golden)));
    }

    /** As if it stood in the store. */
    private static Leaf leaf(String event) {
        String payload = text("events/" + event);
        return new Leaf(
                "acme",
                7,
                "0b0f6c1e-5d0a-4c3e-9c56-2f7f7a1f3a10",
                event.substring(0, event.indexOf('.')),
                event.substring(event.indexOf(".v") + 2, event.lastIndexOf('.')),
                Instant.parse(JsonMapper.shared().readTree(payload).get("at").stringValue()),
                METADATA,
                payload);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-15T10:00:00Z,        2026-01-15T10:00:00Z",
        "2026-01-15T10:00:00.500Z,    2026-01-15T10:00:00.500Z",
        "2026-01-15T10:00:00.500000Z, 2026-01-15T10:00:00.500Z",
        "2026-01-15T10:00:00.000001Z, 2026-01-15T10:00:00.000001Z",
        "2026-01-15T11:00:00+01:00,   2026-01-15T10:00:00Z"
    })
    void an_instant_is_told_in_UTC_with_as_many_digits_as_it_needs(String instant, String told) {
        Leaf leaf = new Leaf("acme", 0, "an-id", "PlanChanged", "1", Instant.parse(instant), "{}", "{}");

        assertThat(leaf.canonical()).contains("\"occurredAt\":\"" + told + "\"");
    }

    @Test
    void each_member_counts() {
        Instant at = LEAF.occurredAt();
        String metadata = LEAF.metadata();

        assertThat(Stream.of(
                                LEAF,
                                new Leaf("acne", 0, "an-id", "PlanChanged", "1", at, metadata, "{}"),
                                new Leaf("acme", 1, "an-id", "PlanChanged", "1", at, metadata, "{}"),
                                new Leaf("acme", 0, "an-ID", "PlanChanged", "1", at, metadata, "{}"),
                                new Leaf("acme", 0, "an-id", "PlanShanged", "1", at, metadata, "{}"),
                                new Leaf("acme", 0, "an-id", "PlanChanged", "2", at, metadata, "{}"),
                                new Leaf("acme", 0, "an-id", "PlanChanged", "1", at.plusNanos(1_000), metadata, "{}"),
                                new Leaf("acme", 0, "an-id", "PlanChanged", "1", at, "{\"actor\":\"y\"}", "{}"),
                                new Leaf("acme", 0, "an-id", "PlanChanged", "1", at, metadata, "{\"a\":null}"))
                        .map(Leaf::hash))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_same_values_in_another_order_and_spelling_are_the_same_leaf() {
        assertThat(with("{\"b\":[1,true],\"a\":\"\u20ac/\"}").canonical())
                .isEqualTo(
                        with(" {\"a\" : \"\\u20AC\\/\", \"b\" : [ 1, true ] }").canonical());
    }

    @Test
    void integers_below_2_to_the_power_of_53_are_told_to_the_last_digit() {
        assertThat(with("[9007199254740991,-9007199254740991,0,-0]").canonical())
                .contains("[9007199254740991,-9007199254740991,0,0]");
    }

    /** The last three would have the hash of another value if nobody asked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}{}",
                "{},\"type\":\"PlanChanged\"",
                "{\"a\":1,\"a\":1}",
                "{\"a\":0.5}",
                "{\"a\":1.0}",
                "{\"a\":1e3}",
                "[12345678901234567890]",
                "{\"a\":[\"\ud83d\"]}",
                "{\"\\ude00\":1}",
                "{\"a\":9007199254740993}"
            })
    void what_has_no_one_form_is_no_leaf(String json) {
        assertThatIllegalArgumentException().isThrownBy(with(json)::canonical);
        assertThatIllegalArgumentException()
                .isThrownBy(new Leaf("acme", 0, "an-id", "PlanChanged", "1", LEAF.occurredAt(), json, "{}")::hash);
    }

    private static Leaf with(String payload) {
        return new Leaf("acme", 0, "an-id", "PlanChanged", "1", LEAF.occurredAt(), "{}", payload);
    }

    private static Map<String, String> hashes() {
        List<String> lines = text("leaves/hashes.txt").lines().toList();
        return lines.stream().collect(Collectors.toMap(line -> line.substring(66), line -> line.substring(0, 64)));
    }

    private static Stream<String> files(String directory) {
        try (Stream<Path> files = Files.list(path(directory))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(String file) {
        try {
            return Files.readString(path(file)).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path path(String resource) {
        try {
            return Path.of(Objects.requireNonNull(LeafTest.class.getResource("/" + resource), resource)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
