package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An account's admin looks up what was charged: what the page says is what the endpoint says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsoleBillingHistoryJourney {
    private static final Map<String, String> WORDS = Map.of(
            "credit_card", "Credit card",
            "discount_credits", "Discount credits",
            "credited", "Credited",
            "refund", "Refund",
            "notify", "Failed payment");

    private RunningService service;

    abstract Vendor database();

    @BeforeAll
    void stories(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2024-01-15T12:00:00Z");
        Accounts accounts = new Accounts(service);
        accounts.openPaid("acme", "premium", "monthly");
        accounts.openPaid("other", "premium", "monthly");
        accounts.open("fresh");
        service.post("service", "/v1/subscriptions", """
                        {"subscriptionId":"bold","accountName":"<b>Bold</b> & Sons"}""").is(201);
        service.post("admin", "/v1/subscriptions/acme/grant-credit", """
                        {"kind":"goodwill","amount":{"amount":700,"currency":"USD"}}""").is(200);
        accounts.advanceTo("2024-02-16T00:00:00Z");
        service.post("admin", "/v1/invoices/ACME-0001/refund", "{\"reason\":\"Kindness\"}", "Prefer", "wait=5")
                .is(200);
        accounts.changeCard("acme", "tok_decline_2");
        accounts.advanceTo("2026-01-15T12:00:00Z");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private Page page(String path) {
        return new Page(service.get("auditor", path));
    }

    private static String address(String account) {
        return "/console/subscriptions/" + account + "/billing-history";
    }

    /** All rows, following the links from page to page. */
    private List<List<String>> shown(String query) {
        List<List<String>> rows = new ArrayList<>();
        String address = address("acme") + query;
        while (!address.isEmpty()) {
            Page page = page(address).is(200);
            rows.addAll(page.rows());
            address = page.link("Older");
        }
        return rows;
    }

    private List<List<String>> told(String query) {
        List<List<String>> rows = new ArrayList<>();
        Optional<String> cursor = Optional.of("");
        while (cursor.isPresent()) {
            var answer = service.get(
                            "auditor",
                            "/v1/subscriptions/acme/billing-history?limit=100" + query
                                    + cursor.filter(text -> !text.isEmpty())
                                            .map(text -> "&cursor=" + text)
                                            .orElse(""))
                    .is(200);
            answer.json()
                    .get("items")
                    .forEach(item -> rows.add(List.of(
                            item.get("date").asString(),
                            (item.get("details").asString() + " "
                                            + item.get("invoiceNumber")
                                                    .asStringOpt()
                                                    .map("Invoice "::concat)
                                                    .orElse(""))
                                    .strip(),
                            WORDS.getOrDefault(item.get("chargeType").asString(), "?"),
                            dollars(item.at("/amount/amount").asLong()),
                            dollars(item.at("/creditBalance/amount").asLong()))));
            cursor = Optional.of(answer.at("/nextCursor")).filter(text -> !text.isEmpty());
        }
        return rows;
    }

    private static String dollars(long cents) {
        return "$%d.%02d".formatted(cents / 100, cents % 100);
    }

    /** Dates are words on the page; they are compared by what the page says to machines. */
    private static List<List<String>> withoutDates(List<List<String>> rows) {
        return rows.stream().map(row -> row.subList(1, row.size())).toList();
    }

    @Test
    void every_page_tells_what_the_endpoint_tells_the_newest_first() {
        List<List<String>> told = told("");
        assertThat(told).hasSizeGreaterThan(40);
        assertThat(withoutDates(shown(""))).isEqualTo(withoutDates(told));
        assertThat(told).extracting(row -> row.get(2)).contains(WORDS.values().toArray(String[]::new));
        Page first = page(address("acme")).is(200).reads("Credit balance $0.00", "15 January 2026");
        assertThat(first.html()).contains("datetime=\"" + told.getFirst().getFirst() + "\"");
        assertThat(first.link("Newest")).isEmpty();
        Page second = page(first.link("Older")).is(200);
        assertThat(page(second.link("Newest")).is(200).rows()).isEqualTo(first.rows());
    }

    @Test
    void filters_find_what_the_endpoint_finds_and_stay_from_page_to_page() {
        for (String query : List.of(
                "chargeType=notify",
                "chargeType=credit_card",
                "from=2024-02-15&to=2024-03-15",
                "chargeType=credited&from=2024-01-15&to=2024-01-15",
                "to=2024-01-14")) {
            assertThat(withoutDates(shown("?" + query))).as(query).isEqualTo(withoutDates(told("&" + query)));
        }
        assertThat(told("&chargeType=notify")).hasSizeGreaterThan(20);
        assertThat(told("&chargeType=notify")).extracting(row -> row.get(2)).containsOnly("Failed payment");
        assertThat(told("&from=2024-02-15&to=2024-02-16"))
                .extracting(List::getFirst)
                .isNotEmpty()
                .allMatch(date -> date.equals("2024-02-15") || date.equals("2024-02-16"));
        // A form sends its empty fields too.
        assertThat(page(address("acme") + "?chargeType=&from=&to=").is(200).rows())
                .isEqualTo(page(address("acme")).rows());
    }

    @Test
    void what_cannot_be_looked_for_is_refused_beside_its_field() {
        page(address("acme") + "?from=yesterday").is(422).reads("From must be a date such as 2026-01-15");
        page(address("acme") + "?from=2024-03-01&to=2024-02-01").is(422).reads("To must not be before From");
        page(address("acme") + "?chargeType=barter").is(422).reads("Charge type must be one of the list");
        page(address("acme") + "?cursor=made-up").is(422).reads("cursor must be the nextCursor of an earlier page");
        service.get("auditor", "/v1/subscriptions/acme/billing-history?chargeType=barter")
                .isRefused(422, "invalid");
        service.get("auditor", "/v1/subscriptions/acme/billing-history?from=yesterday")
                .isRefused(422, "invalid");
    }

    @Test
    void where_nothing_is_the_page_says_what_to_do() {
        Page nothing = page(address("fresh")).is(200).reads("Nothing has been charged or credited yet");
        assertThat(nothing.link("View Account Summary")).isEqualTo("/console/subscriptions/fresh");
        assertThat(new Page(Holder.of(service, "fresh").get(address("fresh"))).link("Choose a Plan"))
                .isEqualTo("/console/subscriptions/fresh");
        Page none = page(address("acme") + "?to=2020-01-01").is(200).reads("No transaction fits");
        assertThat(none.link("Show All Transactions")).isEqualTo(address("acme"));
    }

    @Test
    void names_are_texts() {
        Page page = page(address("bold")).is(200).reads("<b>Bold</b> & Sons");
        assertThat(page.html()).doesNotContain("<b>Bold");
    }

    @Test
    void it_is_for_whoever_reads_accounts_and_for_the_account_itself() {
        for (String role : List.of("service", "auditor", "admin")) {
            service.get(role, address("acme")).is(200);
        }
        for (String role : List.of("analyst", "operator")) {
            service.get(role, address("acme")).is(403);
        }
        Holder acme = Holder.of(service, "acme");
        acme.get(address("acme")).is(200);
        acme.get(address("other")).is(404);
        page(address("nobody")).is(404);
        assertThat(service.send(service.request(address("acme")).GET()).status())
                .isIn(302, 303);
    }
}
