package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.Verified;
import com.kore.billing.projections.readmodel.RowSeals;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * An operator has read models made anew. Old rows are told from new ones by what is written into the old ones before: there, the account is named
 * Wrong.
 */
abstract class ReplayJourney extends ReplayedStore {
    private void nameIsWrongInTheOldRows() {
        RowSeals seals = service.bean(RowSeals.class);
        String place = "account_summary of acme";
        assertThat(jdbc().sql(
                                "UPDATE account_summary SET document = REPLACE(document, ?, ?) WHERE subscription_id = 'acme'")
                        .params(seals.seal(place, "\"Acme\""), seals.seal(place, "\"Wrong\""))
                        .update())
                .isPositive();
        assertThat(name()).isEqualTo("Wrong");
    }

    final String name() {
        return service.get("service", "/v1/subscriptions/acme").is(200).at("/accountName");
    }

    @Test
    void every_read_model_is_made_anew_while_clients_write_and_no_answer_ever_grows_older() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger read = new AtomicInteger();
        nameIsWrongInTheOldRows();
        try (ExecutorService clients = Executors.newFixedThreadPool(3)) {
            List<Future<?>> working = new ArrayList<>();
            for (String id : List.of("left", "right")) {
                working.add(clients.submit(() -> write(id, enough)));
            }
            working.add(clients.submit(() -> read(enough, read)));
            try {
                do {
                    for (String projection : TABLES.keySet().stream().sorted().toList()) {
                        Answer report = ended(requested(projection));

                        assertThat(report.at("/status"))
                                .as(report.json().toString())
                                .isEqualTo("completed");
                        assertThat(report.at("/done"))
                                .isEqualTo(report.at("/total"))
                                .isNotEqualTo("0");
                        assertThat(report.at("/requestedBy")).isEqualTo("operator");
                        assertThat(report.at("/finishedAt")).isNotEmpty();
                    }
                } while (read.get() < 10);
            } finally {
                enough.set(true);
            }
            for (Future<?> client : working) {
                client.get();
            }
        }

        assertThat(name()).isEqualTo("Acme");
        service.post("operator", "/v1/sandbox/clock/advance", "{\"by\":\"PT1M\"}")
                .is(200);
        Verified.withoutDifferences(service);
        nothingIsLeftOfOtherGenerations();
    }

    private void write(String id, AtomicBoolean enough) {
        accounts.openPaid(id, "premium", "monthly");
        for (int users = 4; !enough.get(); users++) {
            accounts.command(id, "change-managed-users", "{\"managedUsers\":%d}".formatted(users), "Prefer", "wait=5")
                    .is(200);
        }
    }

    /** What everybody is told of an account that grows, again and again. */
    private void read(AtomicBoolean enough, AtomicInteger answers) {
        long version = 0;
        int invoices = 0;
        int history = 0;
        while (!enough.get()) {
            Answer summary = service.get("service", "/v1/subscriptions/left");
            if (summary.status() == 404 && version == 0) {
                continue;
            }
            long now = Long.parseLong(summary.is(200).at("/version"));
            int invoicesNow = accounts.invoices("left").size();
            int historyNow = accounts.history("left").size();
            assertThat(now).isGreaterThanOrEqualTo(version);
            // At most as many as a page has.
            assertThat(invoicesNow).isGreaterThanOrEqualTo(Math.min(100, invoices));
            assertThat(historyNow).isGreaterThanOrEqualTo(Math.min(100, history));
            version = now;
            invoices = invoicesNow;
            history = historyNow;
            answers.incrementAndGet();
        }
    }

    @Test
    void one_that_would_make_answers_older_fails_says_why_and_leaves_the_old_rows() {
        accounts.command("acme", "change-managed-users", "{\"managedUsers\":4}", "Prefer", "wait=5")
                .is(200);
        await().until(() -> service.get("service", "/v1/subscriptions/acme")
                .at("/managedUsers")
                .equals("4"));
        nameIsWrongInTheOldRows();
        breaks("CONCAT('no JSON', payload)");

        Answer failed = ended(requested("account_summary"));

        assertThat(failed.at("/status")).isEqualTo("failed");
        assertThat(failed.at("/failure")).startsWith("acme cannot be folded as far as it is answered: ");
        assertThat(failed.at("/failure")).doesNotContain("no JSON").endsWith("see the log of the node");
        assertThat(name()).isEqualTo("Wrong");
        nothingIsLeftOfOtherGenerations();

        breaks("REPLACE(payload, 'no JSON', '')");
        assertThat(ended(requested("account_summary")).at("/status")).isEqualTo("completed");
        assertThat(name()).isEqualTo("Acme");
        assertThat(service.get("service", "/v1/subscriptions/acme").at("/managedUsers"))
                .isEqualTo("4");
    }

    private void breaks(String payload) {
        assertThat(jdbc().sql(
                                "UPDATE event SET payload = %s WHERE aggregate_identifier = 'acme' AND sequence_number = 3"
                                        .formatted(payload))
                        .update())
                .isEqualTo(1);
    }

    @Test
    void they_are_for_operators_who_are_remembered_and_of_no_other_name() {
        String replays = PROJECTIONS + "/invoice/replays";
        for (String role : List.of("service", "analyst", "auditor", "admin")) {
            service.post(role, replays, "").isRefused(403, "forbidden");
            service.get(role, PROJECTIONS).isRefused(403, "forbidden");
            if (!role.equals("auditor")) {
                service.get(role, "/v1/operations/actions").isRefused(403, "forbidden");
            }
        }
        for (String name : List.of("invoices", "x", "INVOICE", "%20")) {
            Answer refused = service.post("operator", PROJECTIONS + "/" + name + "/replays", "");
            refused.isRefused(404, "not-found");
            assertThat(refused.at("/detail"))
                    .contains("account_summary, analytics, billing_history, due_work, invoice");
            service.get("operator", PROJECTIONS + "/" + name + "/replays").isRefused(404, "not-found");
        }
        for (String id : List.of("0", "-1", "x", "99999999999999999999", "1%20", "7")) {
            service.get("operator", replays + "/" + id).isRefused(404, "not-found");
        }
        service.get("operator", replays + "?cursor=x").isRefused(422, "invalid");
        String replay = requested("invoice");
        service.get("operator", replay.replace("invoice", "due_work")).isRefused(404, "not-found");
        ended(replay);

        Answer actions = service.get("auditor", "/v1/operations/actions").is(200);

        assertThat(actions.json().get("items")).hasSize(1);
        assertThat(actions.at("/items/0/by")).isEqualTo("operator");
        assertThat(actions.at("/items/0/action")).isEqualTo("replay");
        assertThat(actions.at("/items/0/projection")).isEqualTo("invoice");
        assertThat(actions.at("/items/0/at")).isNotEmpty();
    }
}
