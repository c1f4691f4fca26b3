package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.account.SubscriptionId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KilledStoreTest {
    private static final int ROUNDS = 2;
    private static final int ANSWERS = 200;
    private static final Pattern ANSWER = Pattern.compile("stored (\\S+) (\\d+)");

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void a_store_that_is_killed_right_after_an_answer_has_its_events(Vendor vendor)
            throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            TestDatabase database = TestDatabases.fresh(vendor);
            Map<String, Long> answered = killAfter(ANSWERS + 37 * round, database);

            try (Node survivor = Node.on(database)) {
                answered.forEach((id, version) -> {
                    List<StoredEvent> events = survivor.events().ofSubscription(new SubscriptionId(id));
                    assertThat(events).hasSizeGreaterThanOrEqualTo(version.intValue());
                    assertThat(events)
                            .extracting(StoredEvent::sequence)
                            .containsExactlyElementsOf(
                                    LongStream.range(0, events.size()).boxed().toList());
                });
                assertThat(survivor.commands()
                                .dispatch(Samples.users("account-0", 99_999), Samples.by("jane"))
                                .version())
                        .isGreaterThan(answered.getOrDefault("account-0", 0L));
            }
        }
    }

    /** The version that each subscription was last said to have. */
    private static Map<String, Long> killAfter(int answers, TestDatabase database)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreProcess.class.getName(),
                        database.vendor().name(),
                        database.url(),
                        database.user(),
                        database.password())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, Long> answered = new HashMap<>();
        try (BufferedReader output = process.inputReader()) {
            int count = 0;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher answer = ANSWER.matcher(line);
                if (answer.matches()) {
                    answered.merge(answer.group(1), Long.valueOf(answer.group(2)), Math::max);
                    count++;
                    if (count == answers) {
                        // SIGKILL. Through the handle, because what it has said by then is still to be read.
                        process.toHandle().destroyForcibly();
                    }
                }
            }
            assertThat(count).as("answers before the kill").isGreaterThanOrEqualTo(answers);
        }
        process.waitFor();
        return answered;
    }
}
