package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The stored form of every event, letter by letter, in {@code src/test/resources/events}, in every revision that was ever written. A
 * golden file is never changed: what it holds stands in the stores of others. An event whose form must change gets a new revision, an
 * upcaster, and a second file (docs/contributors.md).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenFilesTest {
    private static final SubscriptionId ACME = new SubscriptionId("acme");

    private final HikariDataSource dataSource = TestDatabases.freshH2().open();
    private final PersonalDataKeys keys =
            new PersonalDataKeys(dataSource, MasterKey.ofBase64(Node.MASTER_KEY), new Random(1));
    private final StoredSerializer serializer = StoredSerializer.of(keys, new Random(2));

    @AfterAll
    void close() {
        dataSource.close();
    }

    static List<SubscriptionEvent> events() {
        return SampleEvents.ALL;
    }

    /** {@code PlanChanged.v1} and so on: every revision of every event, from the first to the present one. */
    static List<String> forms() {
        return events().stream()
                .flatMap(event -> IntStream.rangeClosed(1, Integer.parseInt(StoredNames.revisionOf(event)))
                        .mapToObj(revision -> StoredNames.of(event) + ".v" + revision))
                .sorted()
                .toList();
    }

    @Test
    void every_event_has_a_sample_and_a_name() {
        assertThat(events())
                .extracting(Object::getClass)
                .containsExactlyInAnyOrderElementsOf(
                        StoredNames.eventClasses(SubscriptionEvent.class).toList());
        assertThat(events()).extracting(StoredNames::of).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_is_written_as_its_golden_file_says(SubscriptionEvent event) {
        String written = StoredSerializer.of(keys, new Random(2)).write(event, keys.forCopies(ACME));

        assertThat(written).isEqualTo(golden(event));
    }

    static List<SubscriptionEvent> underContracts() {
        return SampleEvents.UNDER_CONTRACTS;
    }

    @ParameterizedTest
    @MethodSource("underContracts")
    void an_event_under_a_contract_is_written_and_read_as_its_golden_file_says(SubscriptionEvent event) {
        String golden = text(underContracts(event));

        assertThat(StoredSerializer.of(keys, new Random(2)).write(event, keys.forCopies(ACME)))
                .isEqualTo(golden);
        assertThat(read(StoredNames.of(event), StoredNames.revisionOf(event), golden))
                .isEqualTo(event);
    }

    private static String underContracts(SubscriptionEvent event) {
        return "/events-under-contracts/" + StoredNames.of(event) + ".v" + StoredNames.revisionOf(event) + ".json";
    }

    @ParameterizedTest
    @MethodSource("forms")
    void whatever_was_ever_written_reads_as_the_event_that_it_was(String form) {
        keys.forCopies(ACME).get();

        assertThat(read(name(form), revision(form), golden(form))).isEqualTo(SampleEvents.readFrom(form));
    }

    /** As everything does that reads events through Axon. */
    private SubscriptionEvent read(String name, String revision, String payload) {
        return (SubscriptionEvent) EventStreamUtils.upcastAndDeserializeDomainEvents(
                        Stream.of(new GenericDomainEventEntry<>(
                                "Subscription", "acme", 0, "an-id", Instant.EPOCH, name, revision, payload, "{}")),
                        serializer,
                        EventUpcasters.CHAIN)
                .next()
                .getPayload();
    }

    private static String name(String form) {
        return form.substring(0, form.indexOf('.'));
    }

    private static String revision(String form) {
        return form.substring(form.indexOf(".v") + 2);
    }

    /** {@code sha256sum -c ../frozen-events.txt} in their directory says the same. */
    @Test
    void no_golden_file_was_changed_since_it_was_frozen() throws IOException, NoSuchAlgorithmException {
        List<String> digests = new ArrayList<>();
        for (String form : forms()) {
            digests.add(digest("/events/" + form + ".json") + "  " + form + ".json");
        }
        for (SubscriptionEvent event : underContracts()) {
            digests.add(digest(underContracts(event)) + "  .." + underContracts(event));
        }

        assertThat(new String(bytes("/frozen-events.txt"), StandardCharsets.UTF_8).lines())
                .as("""
                        A golden file that is frozen is never edited: stores of others hold what it says. An event whose form must \
                        change gets a new revision (docs/contributors.md); what is new gets a line of its own here.""")
                .containsExactlyElementsOf(digests);
    }

    private static String digest(String file) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(file)));
    }

    @Test
    void an_event_that_missed_its_upcaster_is_not_read() {
        String first = golden("PaymentOutcomeUnknown.v1");

        assertThatExceptionOfType(UnknownRevision.class)
                .isThrownBy(() -> deserialized("PaymentOutcomeUnknown", "1", first))
                .withMessage(
                        "PaymentOutcomeUnknown is stored in revision 1; this version of the service reads up to 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "3", "0", "01", "-1", "1.0", "", "x"})
    void a_revision_that_is_not_known_is_not_read(String revision) {
        String payload = golden("ManagedUsersChanged.v1");

        assertThatExceptionOfType(UnknownRevision.class)
                .isThrownBy(() -> deserialized("ManagedUsersChanged", revision, payload));
        assertThatExceptionOfType(UnknownRevision.class)
                .isThrownBy(() -> read("ManagedUsersChanged", revision, payload));
        assertThat(EventUpcasters.present("ManagedUsersChanged", revision, payload))
                .isSameAs(payload);
    }

    private void deserialized(String name, String revision, String payload) {
        serializer.deserialize(
                new SimpleSerializedObject<>(payload, String.class, new SimpleSerializedType(name, revision)));
    }

    @Test
    void nothing_personal_stands_in_a_golden_file() {
        assertThat(forms())
                .allSatisfy(form -> assertThat(golden(form))
                        .doesNotContain(
                                Samples.ACCOUNT_NAME,
                                Samples.CONTACT,
                                Samples.TOKEN,
                                "ada@acme.example",
                                "C-2026-017",
                                "Ada Byron",
                                "sorry",
                                "too dear",
                                "overcharged"));
    }

    static String golden(SubscriptionEvent event) {
        return golden(StoredNames.of(event) + ".v" + StoredNames.revisionOf(event));
    }

    private static String golden(String form) {
        return text("/events/" + form + ".json");
    }

    private static String text(String file) {
        return new String(bytes(file), StandardCharsets.UTF_8).strip();
    }

    private static byte[] bytes(String file) {
        try (InputStream stream = GoldenFilesTest.class.getResourceAsStream(file)) {
            assertThat(stream).as("the file " + file).isNotNull();
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
