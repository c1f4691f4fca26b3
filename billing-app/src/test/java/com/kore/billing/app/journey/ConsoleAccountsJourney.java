package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/** Whoever may read all accounts finds one among them: thirty, of which three pay and one is under a contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsoleAccountsJourney {
    private static final Pattern LINK = Pattern.compile("href=\"/console/subscriptions/([^\"/]+)\"");
    private static final Pattern OLDER = Pattern.compile("href=\"([^\"]+)\">Older<");

    private RunningService service;
    private Answer beforeAnyAccount;

    abstract Vendor database();

    @BeforeAll
    void start(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        beforeAnyAccount = page("");
        Accounts accounts = new Accounts(service);
        accounts.openPaid("monthly", "premium", "monthly");
        accounts.openPaid("yearly", "enterprise", "annual");
        accounts.openPaid("leaving", "premium", "monthly");
        accounts.command("leaving", "cancel", "{}").is(200);
        accounts.open("signed");
        service.post("admin", "/v1/subscriptions/signed/sign-contract", """
                        {"plan":"enterprise","interval":"annual","prepaidUsers":10,"pricePerUser":{"amount":15000,"currency":"USD"},\
                        "start":"2026-01-15","end":"2028-01-15","reference":"C-1"}""").is(200);
        for (int number = 1; number <= 25; number++) {
            accounts.open("free-" + number);
        }
        service.summaryAfter(service.post(
                        "service",
                        "/v1/subscriptions",
                        "{\"subscriptionId\":\"bold\",\"accountName\":\"<b>Bold</b> & Sons\"}")
                .is(201));
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private Answer page(String query) {
        return service.get("service", "/console/accounts" + query);
    }

    private static List<String> ids(Answer page) {
        return LINK.matcher(page.response().body())
                .results()
                .map(link -> link.group(1))
                .toList();
    }

    private List<String> idsTold(String query) {
        List<String> ids = new ArrayList<>();
        for (JsonNode item : service.get("service", "/v1/account-summaries?limit=100" + query)
                .is(200)
                .json()
                .get("items")) {
            ids.add(item.get("subscriptionId").asString());
        }
        return ids;
    }

    @Test
    void pages_lead_through_all_accounts_that_the_endpoint_tells_in_its_order() {
        Answer first = page("").is(200);
        List<String> seen = new ArrayList<>(ids(first));
        assertThat(seen).hasSize(25);
        Matcher older = OLDER.matcher(first.response().body());
        assertThat(older.find()).isTrue();

        Answer second =
                service.get("service", HtmlUtils.htmlUnescape(older.group(1))).is(200);
        seen.addAll(ids(second));

        assertThat(seen).isEqualTo(idsTold(""));
        assertThat(second.response().body()).contains(">Newest<").doesNotContain(">Older<");
    }

    @Test
    void each_says_its_terms_its_price_and_its_next_bill_in_words() {
        assertThat(new Page(page("?q=yearly")).rows().get(0))
                .containsExactly(
                        "Acme yearly",
                        "Active",
                        "Enterprise, billed annually",
                        "Online",
                        "3",
                        "$50.00",
                        "$600.00 on 15 January 2027");
        assertThat(new Page(page("?q=leaving")).rows().get(0))
                .containsExactly("Acme leaving", "Canceling", "Premium, billed monthly", "Online", "3", "$30.00", "-");
        assertThat(new Page(page("?q=free-7")).rows().get(0))
                .containsExactly("Acme free-7", "Free", "Free", "Online", "3", "-", "-");
    }

    @Test
    void filters_find_what_the_endpoint_finds() {
        for (String filter : List.of(
                "&q=Free-1",
                "&plan=premium",
                "&status=canceling",
                "&kind=contract",
                "&renewsBefore=2026-02-16",
                "&plan=premium&status=active")) {
            assertThat(ids(page("?" + filter.substring(1)).is(200)))
                    .as(filter)
                    .isNotEmpty()
                    .isEqualTo(idsTold(filter));
        }
        assertThat(ids(page("?q=&plan=&status=&kind=&renewsBefore=").is(200))).hasSize(25);
    }

    @Test
    void what_was_looked_for_stays_in_the_form_and_goes_on_to_the_next_page() {
        String form = page("?q=e&kind=online").is(200).response().body();

        assertThat(form)
                .contains("value=\"e\"")
                .contains("<option value=\"online\" selected=\"selected\">Online</option>");
        Matcher older = OLDER.matcher(form);
        assertThat(older.find()).isTrue();
        assertThat(HtmlUtils.htmlUnescape(older.group(1))).contains("q=e&kind=online&cursor=");
    }

    @Test
    void names_are_texts_and_no_tags() {
        assertThat(page("?q=%3Cb%3E").is(200).response().body())
                .contains("&lt;b&gt;Bold&lt;/b&gt; &amp; Sons")
                .contains("value=\"&lt;b&gt;\"")
                .doesNotContain("<b>Bold");
    }

    @Test
    void what_cannot_be_looked_for_is_told_beside_the_field() {
        Answer refused =
                page("?renewsBefore=soon&status=gone&q=" + "x".repeat(256)).is(422);

        assertThat(new Page(refused).text())
                .contains("Renews before must be a date such as 2027-03-01")
                .contains("Status must be one of the list")
                .contains("Id or name must have at most 255 characters");
        assertThat(refused.response().body()).contains("aria-describedby=\"filter-renewsBefore-error\"");
        assertThat(ids(refused)).isEmpty();
        page("?cursor=made-up").is(422);
    }

    @Test
    void where_nothing_is_listed_the_page_says_what_to_do() {
        assertThat(new Page(page("?q=nobody").is(200)).text()).contains("No account fits.", "show all accounts");
        assertThat(new Page(beforeAnyAccount.is(200)).text())
                .contains("There is no account yet.", "POST /v1/subscriptions", "BILLING_DEMO=true")
                .doesNotContain("No account fits");
    }

    @Test
    void it_is_for_those_who_read_all_accounts() {
        service.get("admin", "/console/accounts").is(200);
        service.get("auditor", "/console/accounts").is(200);
        for (String role : List.of("analyst", "operator")) {
            service.get(role, "/console/accounts").is(403);
        }
        Answer nobody =
                service.send(service.request("/console/accounts?q=acme").GET()).is(303);
        assertThat(nobody.header("Location")).isEqualTo("/console/sign-in?to=%2Fconsole%2Faccounts%3Fq%3Dacme");
        Holder holder = Holder.of(service, "monthly");
        assertThat(holder.get("/console/accounts").status()).isEqualTo(403);
    }
}
