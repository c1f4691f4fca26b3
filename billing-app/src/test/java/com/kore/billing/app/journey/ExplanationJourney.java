package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Where the amounts of invoices come from, told in sentences that a person can check. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ExplanationJourney {
    private ExplainedYear year;
    private RunningService service;

    abstract Vendor database();

    @BeforeAll
    void live(@TempDir Path dataDir) throws IOException {
        year = ExplainedYear.lived(database(), dataDir);
        service = year.service();
    }

    @AfterAll
    void stop() {
        year.close();
    }

    private JsonNode explanation(String invoice) {
        return service.get("auditor", "/v1/audit/invoices/" + invoice + "/explanation")
                .is(200)
                .json();
    }

    private List<String> explained(String invoice) {
        return explanation(invoice)
                .get("lines")
                .valueStream()
                .map(line -> line.get("explanation").asString())
                .toList();
    }

    /** {@code PlanChanged 7}, in the order of the answer. */
    private List<String> events(String invoice, String list) {
        return explanation(invoice)
                .get(list)
                .valueStream()
                .map(event -> event.get("type").asString() + " " + event.get("version"))
                .toList();
    }

    private String settled(String invoice) {
        return explanation(invoice).get("settlement").asString();
    }

    @Test
    void a_change_of_plan_credits_the_old_terms_and_charges_the_new_ones() {
        assertThat(explained("ACME-0001"))
                .containsExactly(
                        "29 of 29 days of Premium at $10.00 for 3 users = $30.00 exactly; price of the catalog of 1970-01-01;"
                                + " PlanChanged, version 4 (day, period, plan, interval, price); SubscriptionOpened, version 1 (users)");
        assertThat(explained("ACME-0002"))
                .containsExactly(
                        "Credit for unused days: 19 of 29 days of Premium at $10.00 for 3 users = -$19.66, rounded half up; price of the"
                                + " catalog of 1970-01-01; PlanChanged, version 7 (day); PlanChanged, version 4 (period, plan, interval,"
                                + " price); SubscriptionOpened, version 1 (users)",
                        "19 of 29 days of Enterprise at $20.00 for 3 users = $39.31, rounded half up; price of the catalog of"
                                + " 1970-01-01; PlanChanged, version 7 (day, plan, price); PlanChanged, version 4 (period, interval);"
                                + " SubscriptionOpened, version 1 (users)");
        assertThat(events("ACME-0002", "decidedBy")).containsExactly("PlanChanged 7");
        assertThat(events("ACME-0002", "afterwards")).containsExactly("PaymentSucceeded 9");
        assertThat(settled("ACME-0002"))
                .isEqualTo(
                        "The lines add up to $19.65; there was no credit, so $19.65 was due from the payment method.");
    }

    @Test
    void added_users_name_the_event_that_set_the_count_before() {
        assertThat(explained("ACME-0003"))
                .containsExactly(
                        "14 of 29 days of Enterprise at $20.00 for 2 users more than the 3 before = $19.31, rounded half up; price of the"
                                + " catalog of 1970-01-01; ManagedUsersChanged, version 10 (day, users); PlanChanged, version 7 (plan,"
                                + " price); PlanChanged, version 4 (period, interval); SubscriptionOpened, version 1 (users before)");
    }

    @Test
    void a_change_of_interval_begins_a_year_and_gives_back_the_month() {
        assertThat(explained("ACME-0004"))
                .containsExactly(
                        "Credit for unused days: 9 of 29 days of Enterprise at $20.00 for 5 users = -$31.03, rounded half up; price of"
                                + " the catalog of 1970-01-01; BillingIntervalChanged, version 13 (day); ManagedUsersChanged, version 10"
                                + " (users); PlanChanged, version 7 (plan, price); PlanChanged, version 4 (period, interval)",
                        "365 of 365 days of Enterprise at $200.00 for 5 users = $1,000.00 exactly; price of the catalog of 1970-01-01;"
                                + " BillingIntervalChanged, version 13 (day, period, interval, price); ManagedUsersChanged, version 10"
                                + " (users); PlanChanged, version 7 (plan)");
    }

    @Test
    void a_renewal_names_what_had_been_scheduled_for_it_and_the_prices_of_its_day() {
        assertThat(explained("SCHED-0002"))
                .containsExactly(
                        "31 of 31 days of Premium at $10.00 for 3 users = $30.00 exactly; price of the catalog of 1970-01-01;"
                                + " SubscriptionRenewed, version 8 (day, period, plan, price); ChangeScheduled, version 7 (plan);"
                                + " PlanChanged, version 4 (interval); SubscriptionOpened, version 1 (users)");
        assertThat(explained("PARTS-0002"))
                .containsExactly(
                        "31 of 31 days of Premium at $10.00 for 2 users = $20.00 exactly; price of the catalog of 1970-01-01;"
                                + " SubscriptionRenewed, version 9 (day, period, plan, price, users); ChangeScheduled, version 8 (users);"
                                + " ChangeScheduled, version 7 (plan); PlanChanged, version 4 (interval)");
        assertThat(explained("SCHED-0005"))
                .containsExactly(
                        "30 of 30 days of Premium at $12.00 for 3 users = $36.00 exactly; price of the catalog of 2024-06-01;"
                                + " SubscriptionRenewed, version 17 (day, period, price); SubscriptionRenewed, version 8 (plan);"
                                + " ChangeScheduled, version 7 (plan); PlanChanged, version 4 (interval); SubscriptionOpened, version 1"
                                + " (users)");
        assertThat(explanation("SCHED-0002").get("command").asString()).isEqualTo("BringUpToDate");
        assertThat(events("SCHED-0002", "decidedBy")).containsExactly("SubscriptionRenewed 8");
        assertThat(explained("BACK-0002"))
                .containsExactly(
                        "28 of 28 days of Premium at $12.00 for 3 users = $36.00 exactly; price of the catalog of 2024-06-01;"
                                + " SubscriptionRenewed, version 8 (day, period, interval, price); ChangeScheduled, version 7 (interval);"
                                + " PlanChanged, version 4 (plan); SubscriptionOpened, version 1 (users)");
    }

    @Test
    void an_undone_change_is_explained_as_it_was_charged_and_says_that_nothing_of_it_stands() {
        assertThat(explained("UNDONE-0002").getLast())
                .startsWith("19 of 29 days of Enterprise at $20.00 for 3 users = $39.31, rounded half up;");
        assertThat(events("UNDONE-0002", "decidedBy")).containsExactly("PlanChanged 8");
        assertThat(events("UNDONE-0002", "afterwards"))
                .containsExactly("PaymentDeclined 10", "ChangeUndone 11", "InvoiceVoided 12");
        assertThat(explained("UNDONE-0003"))
                .containsExactly(
                        "14 of 29 days of Premium at $10.00 for 1 user more than the 3 before = $4.83, rounded half up; price of the"
                                + " catalog of 1970-01-01; ManagedUsersChanged, version 14 (day, users); ChangeUndone, version 11 (plan,"
                                + " price); PlanChanged, version 4 (period, interval); SubscriptionOpened, version 1 (users before)");
    }

    @Test
    void credit_that_pays_and_credit_that_comes_back_name_the_event_that_had_set_the_balance() {
        assertThat(settled("CREDITED-0001"))
                .isEqualTo(
                        "The lines add up to $300.00; the credit balance of $310.00 (CreditGranted, version 3) paid $300.00 of it, which"
                                + " leaves $10.00 there and $0.00 due from the payment method.");
        assertThat(explained("CREDITED-0002"))
                .containsExactly(
                        "Credit for unused days: 242 of 365 days of Premium at $100.00 for 3 users = -$198.90, rounded half up; price of"
                                + " the catalog of 1970-01-01; PlanChanged, version 7 (day); PlanChanged, version 5 (period, plan,"
                                + " interval, price); SubscriptionOpened, version 1 (users)",
                        "242 of 365 days of Enterprise at $90.00 for 3 users = $179.01, rounded half up; price of the catalog of"
                                + " 2024-06-01; PlanChanged, version 7 (day, plan, price); PlanChanged, version 5 (period, interval);"
                                + " SubscriptionOpened, version 1 (users)");
        assertThat(settled("CREDITED-0002"))
                .isEqualTo(
                        "The lines add up to -$19.89; $19.89 was added to the credit balance of $10.00 (InvoiceIssued, version 6), which"
                                + " makes $29.89.");
    }

    @Test
    void what_one_command_had_to_make_up_for_is_explained_decision_by_decision() {
        for (int n = 2; n <= 4; n++) {
            assertThat(events("BEHIND-000" + n, "decidedBy")).containsExactly("SubscriptionRenewed " + (2 * n + 3));
        }
        assertThat(events("BEHIND-0005", "decidedBy")).containsExactly("ManagedUsersChanged 13");
        assertThat(explained("BEHIND-0004"))
                .containsExactly(
                        "31 of 31 days of Premium at $10.00 for 3 users = $30.00 exactly; price of the catalog of 1970-01-01;"
                                + " SubscriptionRenewed, version 11 (day, period, price); PlanChanged, version 4 (plan, interval);"
                                + " SubscriptionOpened, version 1 (users)");
        assertThat(explained("BEHIND-0005").getFirst())
                .startsWith("30 of 31 days of Premium at $10.00 for 2 users more than the 3 before");
        assertThat(explanation("BEHIND-0002").get("command"))
                .isEqualTo(explanation("BEHIND-0005").get("command"));

        assertThat(events("ENDED-0002", "decidedBy")).containsExactly("PlanChanged 9");
        assertThat(explained("ENDED-0002"))
                .containsExactly(
                        "30 of 30 days of Premium at $10.00 for 4 users = $40.00 exactly; price of the catalog of 1970-01-01;"
                                + " PlanChanged, version 9 (day, period, plan, interval, price, users)");
    }

    @Test
    void leap_days_yen_and_erased_accounts_are_explained_like_all_others() {
        assertThat(explained("LEAP-0002").getFirst())
                .startsWith(
                        "242 of 365 days of Premium at $100.00 for 4 users more than the 3 before = $265.21, rounded half up;");
        assertThat(explained("LEAP-0003").getFirst())
                .startsWith(
                        "365 of 365 days of Premium at $120.00 for 7 users = $840.00 exactly; price of the catalog of 2024-06-01;");
        assertThat(explained("YEN-0002"))
                .satisfiesExactly(
                        credit -> assertThat(credit)
                                .startsWith(
                                        "Credit for unused days: 19 of 29 days of Premium at ¥1,000 for 3 users = -¥1,966, rounded half up;"),
                        charge -> assertThat(charge)
                                .startsWith(
                                        "19 of 29 days of Enterprise at ¥2,000 for 3 users = ¥3,931, rounded half up;"));
        assertThat(explained("ERASED-0001").getFirst())
                .isEqualTo(explained("ACME-0001").getFirst());
    }

    @Test
    void every_sentence_of_every_invoice_adds_up_and_is_what_its_events_say() {
        int sentences = 0;
        for (String account : ExplainedYear.ACCOUNTS) {
            Map<Long, JsonNode> payloads = payloads(account);
            for (JsonNode listed : list("service", "/v1/subscriptions/" + account + "/invoices")) {
                JsonNode invoice =
                        year.accounts().invoice(listed.get("number").asString()).json();
                JsonNode explanation = explanation(listed.get("number").asString());
                assertThat(explanation.get("lines")).hasSameSizeAs(invoice.get("lines"));
                long total = 0;
                for (int line = 0; line < invoice.get("lines").size(); line++) {
                    ExplainedSentence sentence =
                            ExplainedSentence.of(explanation.get("lines").get(line));
                    JsonNode invoiced = invoice.get("lines").get(line);
                    sentence.addsUp(invoiced);
                    sentence.isWhatItsEventsSay(payloads, invoiced);
                    total += invoiced.at("/amount/amount").asLong();
                    sentences++;
                }
                JsonNode totals = explanation.get("totals");
                assertThat(totals.at("/total/amount").asLong()).isEqualTo(total);
                assertThat(totals.get("amountDue")).isEqualTo(invoice.get("amountDue"));
                assertThat(totals.get("creditApplied")).isEqualTo(invoice.get("creditApplied"));
                assertThat(explanation.at("/creditBalanceBefore/amount").asLong()
                                - totals.at("/creditApplied/amount").asLong()
                                + totals.at("/credited/amount").asLong())
                        .isEqualTo(totals.at("/creditBalance/amount").asLong());
            }
        }
        assertThat(sentences).isGreaterThan(60);
    }

    private Map<Long, JsonNode> payloads(String account) {
        Map<Long, JsonNode> payloads = new HashMap<>();
        for (JsonNode event : list("auditor", "/v1/audit/subscriptions/" + account + "/events")) {
            payloads.put(event.get("sequence").asLong() + 1, event.get("payload"));
        }
        return payloads;
    }

    private List<JsonNode> list(String role, String path) {
        List<JsonNode> items = new ArrayList<>();
        service.get(role, path + "?limit=100").is(200).json().get("items").forEach(items::add);
        return items;
    }

    @Test
    void an_invoice_that_there_is_not_is_told_as_such() {
        for (String invoice : List.of("ACME-0099", "NOBODY-0001")) {
            service.get("auditor", "/v1/audit/invoices/" + invoice + "/explanation")
                    .isRefused(404, "invoice-not-found");
        }
        service.get("service", "/v1/audit/invoices/ACME-0001/explanation").isRefused(403, "forbidden");
    }
}
