package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stored form of every event, letter by letter, in {@code src/test/resources/events}. A golden file is never changed: what it holds
 * stands in the stores of others. An event whose form must change gets a new revision, an upcaster, and a second file.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenFilesTest {
    private static final SubscriptionId ACME = new SubscriptionId("acme");

    private final HikariDataSource dataSource = TestDatabases.freshH2().open();
    private final PersonalDataKeys keys =
            new PersonalDataKeys(dataSource, MasterKey.ofBase64(Node.MASTER_KEY), new Random(1));

    @AfterAll
    void close() {
        dataSource.close();
    }

    static List<SubscriptionEvent> events() {
        return SampleEvents.ALL;
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

    @ParameterizedTest
    @MethodSource("events")
    void a_golden_file_reads_as_the_event_that_it_was(SubscriptionEvent event) {
        keys.forCopies(ACME).get();
        SubscriptionEvent read = StoredSerializer.of(keys, new Random(2))
                .deserialize(new SimpleSerializedObject<>(
                        golden(event), String.class, new SimpleSerializedType(StoredNames.of(event), "1")));

        assertThat(read).isEqualTo(event);
    }

    @Test
    void nothing_personal_stands_in_a_golden_file() {
        assertThat(events())
                .allSatisfy(event -> assertThat(golden(event))
                        .doesNotContain(
                                Samples.ACCOUNT_NAME,
                                Samples.CONTACT,
                                Samples.TOKEN,
                                "sorry",
                                "too dear",
                                "overcharged"));
    }

    static String golden(SubscriptionEvent event) {
        String file = "/events/" + StoredNames.of(event) + ".v" + StoredNames.REVISION + ".json";
        try (InputStream stream = GoldenFilesTest.class.getResourceAsStream(file)) {
            assertThat(stream).as("the golden file " + file).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
