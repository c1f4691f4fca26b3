package com.kore.billing.app.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tree over a real store, while it is written to. */
class ProofTreeTest {
    private static final int WRITERS = 6;
    private static final int ACCOUNTS_EACH = 60;

    @TempDir
    private Path directory;

    private static void open(RunningService service, String id) {
        service.post("service", "/v1/subscriptions", "{\"subscriptionId\":\"" + id + "\",\"accountName\":\"Acme\"}")
                .is(201);
        service.post("service", "/v1/subscriptions/" + id + "/change-managed-users", "{\"managedUsers\":2}")
                .is(200);
    }

    /** Everything that is stored has one leaf, in order, and the root is what the definition says. */
    private static void isWhole(RunningService service) {
        ProofTree tree = service.bean(ProofTree.class);
        long size = tree.grow();
        List<byte[]> data = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        service.bean(EventReader.class).sealedAfter(0, 100_000).forEach(event -> {
            data.add(Leaf.of(event).canonical().getBytes(StandardCharsets.UTF_8));
            positions.add(event.position());
        });
        assertThat(size).isEqualTo(data.size());
        assertThat(tree.leavesAfter(0, 100_000))
                .extracting(ProofTree.LeafEntry::position)
                .containsExactlyElementsOf(positions);
        assertThat(tree.leavesAfter(0, 100_000))
                .extracting(ProofTree.LeafEntry::index)
                .containsExactlyElementsOf(LongStream.range(0, size).boxed().toList());
        assertThat(tree.of(size).root().bytes()).isEqualTo(SecondVerifier.root(data));
        for (long index : new long[] {0, size / 2, size - 1}) {
            assertThat(ProofCheck.includes(
                            tree.of(size).root(),
                            size,
                            index,
                            Hash.ofLeaf(data.get((int) index)),
                            tree.of(size).inclusion(index)))
                    .isTrue();
        }
    }

    private static void writeAndAskAtOnce(List<RunningService> nodes) throws Exception {
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                all.add(writers.submit(() -> {
                    for (int n = 0; n < ACCOUNTS_EACH; n++) {
                        RunningService node = nodes.get((number + n) % nodes.size());
                        open(node, "account-" + number + "-" + n);
                        if (n % 10 == 0) {
                            node.get("auditor", "/v1/audit/checkpoint").is(200);
                        }
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void no_event_is_left_out_or_doubled_while_others_write_and_ask(Vendor vendor) throws Exception {
        try (RunningService service = RunningService.start(vendor, directory, Map.of())) {
            writeAndAskAtOnce(List.of(service));
            isWhole(service);
        }
    }

    @Test
    void two_nodes_grow_one_tree() throws Exception {
        TestDatabase database = TestDatabases.freshPostgres();
        try (RunningService first = RunningService.on(database, directory, Map.of());
                RunningService second =
                        RunningService.on(database, Files.createDirectory(directory.resolve("second")), Map.of())) {
            writeAndAskAtOnce(List.of(first, second));
            isWhole(first);
            isWhole(second);
        }
    }

    /** Nothing that this service writes is without one; what somebody else has put there is not passed over. */
    @ParameterizedTest
    @EnumSource
    void an_event_without_a_canonical_form_stops_the_tree_before_it(Vendor vendor) {
        try (RunningService service = RunningService.start(vendor, directory, Map.of())) {
            open(service, "acme");
            long before = service.bean(ProofTree.class).grow();
            service.bean(JdbcTemplate.class)
                    .update(
                            "INSERT INTO event (aggregate_identifier, sequence_number, type, event_identifier, payload_type,"
                                    + " payload_revision, time_stamp, payload, meta_data) SELECT aggregate_identifier, 2, type, 'made-up',"
                                    + " payload_type, payload_revision, time_stamp, '{\"managedUsers\":1.5}', meta_data FROM event"
                                    + " WHERE sequence_number = 1");

            assertThatExceptionOfType(NoCanonicalForm.class)
                    .isThrownBy(() -> service.bean(ProofTree.class).grow())
                    .withMessageContaining("made-up, was not written by this service");
            for (String path : new String[] {"/checkpoint", "/consistency?from=1"}) {
                Answer stopped = service.get("auditor", "/v1/audit" + path);
                stopped.isRefused(503, "unavailable");
                assertThat(stopped.at("/detail")).contains("made-up, was not written by this service");
            }
            assertThat(service.bean(ProofTree.class).size()).isEqualTo(before);
            // What an auditor exports shows it all the same, without a leaf.
            assertThat(service.get("auditor", "/v1/audit/events")
                            .is(200)
                            .response()
                            .body()
                            .lines()
                            .toList()
                            .getLast())
                    .contains("\"leafIndex\":null", "\"eventId\":\"made-up\"");
            assertThat(service.get("auditor", "/v1/audit/subscriptions/acme/events")
                            .is(200)
                            .at("/items/2/eventId"))
                    .isEqualTo("made-up");
        }
    }
}
