package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.ApiDocument;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** With the token of one account: that account, and no other on any path that the OpenAPI document knows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OwnAccountJourney {
    /** What names an account, each with what is asked for: another's, and what there is not. */
    private static final Set<String> NAMES_AN_ACCOUNT = Set.of("{subscriptionId}", "{invoiceId}");

    /** What names none. A variable that stands in neither has to be thought about. */
    private static final Set<String> NAMES_NONE = Set.of("{name}", "{id}", "{eventId}", "{tokenId}", "{file}");

    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");
    private static final Pattern STAFF = Pattern.compile(
            ".*/(grant-credit|sign-contract|erase-personal-data|refund|record-payment)|/v1/(audit|analytics)/.*");

    private RunningService service;
    private ApiDocument document;
    private Holder acme;

    abstract Vendor database();

    @BeforeAll
    void start(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        document =
                new ApiDocument(service.get("service", "/v3/api-docs").is(200).json());
        Accounts accounts = new Accounts(service);
        accounts.openPaid("acme", "premium", "monthly");
        accounts.openPaid("other", "premium", "monthly");
        assertThat(service.post(
                                "admin",
                                "/v1/invoices/OTHER-0001/refund",
                                "{\"reason\":\"Kindness\"}",
                                "Prefer",
                                "wait=5")
                        .is(200)
                        .at("/creditNoteNumber"))
                .isEqualTo("OTHER-CN-0001");
        acme = Holder.of(service, "acme");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private static Set<String> variables(String text) {
        return VARIABLE.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> operationsOnAnAccount() {
        return document.operations().stream()
                .filter(operation -> NAMES_AN_ACCOUNT.stream().anyMatch(operation::contains))
                .toList();
    }

    @Test
    void every_variable_of_a_path_is_known_to_name_an_account_or_not_to() {
        Set<String> variables = new TreeSet<>();
        document.operations().forEach(operation -> variables.addAll(variables(operation)));
        variables.removeAll(NAMES_NONE);

        assertThat(variables).isEqualTo(new TreeSet<>(NAMES_AN_ACCOUNT));
    }

    @Test
    void another_account_looks_on_every_path_as_if_it_did_not_exist() {
        List<String> operations = operationsOnAnAccount();
        assertThat(operations).hasSizeGreaterThan(20);
        for (String operation : operations) {
            String method = operation.replaceFirst(" .*", "");
            String path = operation.replaceFirst(".* ", "");
            String missing = path.replace("{subscriptionId}", "nobody").replace("{invoiceId}", "NOBODY-0001");
            for (String account : List.of("other", "OTHER", "ACME", "acme-")) {
                for (String invoice :
                        List.of("OTHER-0001", "other-0001", "OTHER-CN-0001", "OTHER-0001.pdf", "ACME-CN-0001")) {
                    String there = path.replace("{subscriptionId}", account).replace("{invoiceId}", invoice);
                    looksMissing(method, there, missing);
                    if (method.equals("get")) {
                        assertThat(acme.send("HEAD", there, "").status())
                                .as("HEAD " + there)
                                .isEqualTo(404);
                    }
                }
            }
        }
    }

    private void looksMissing(String method, String there, String missing) {
        Answer hidden = acme.send(method.toUpperCase(Locale.ROOT), there, method.equals("post") ? "{}" : "");
        Answer absent = acme.send(method.toUpperCase(Locale.ROOT), missing, method.equals("post") ? "{}" : "");

        hidden.isRefused(404, there.contains("/invoices/") ? "invoice-not-found" : "subscription-not-found");
        assertThat(problem(hidden)).as(method + " " + there).isEqualTo(problem(absent));
        assertThat(hidden.response().headers().map().keySet())
                .isEqualTo(absent.response().headers().map().keySet());
    }

    private static ObjectNode problem(Answer answer) {
        ObjectNode problem = (ObjectNode) answer.json();
        problem.remove("traceId");
        return problem;
    }

    /** Nor does it differ from what somebody is told who may see every account. */
    @Test
    void what_is_hidden_is_told_in_the_words_for_what_is_not_there() {
        String summary = "/v1/subscriptions/%s/account-summary";
        assertThat(problem(acme.get(summary.formatted("other"))))
                .isEqualTo(problem(service.get("service", summary.formatted("nobody"))));
        assertThat(problem(acme.get("/v1/invoices/OTHER-0001")))
                .isEqualTo(problem(service.get("service", "/v1/invoices/NOBODY-0001")));
        assertThat(problem(acme.get("/v1/invoices/OTHER-0001.pdf")))
                .isEqualTo(problem(service.get("service", "/v1/invoices/NOBODY-0001.pdf")));
        String cancel = "/v1/subscriptions/%s/cancel";
        assertThat(problem(acme.post(cancel.formatted("other"), "{}")))
                .isEqualTo(problem(service.post("service", cancel.formatted("nobody"), "{}")));
    }

    @Test
    void paths_that_nobody_has_built_hide_other_accounts_too() {
        for (String path : List.of(
                "/v1/subscriptions/other/not-built-yet",
                "/v1/invoices/OTHER-0001.html",
                "/v1/invoices/OTHER-0001/not-built-yet",
                "/v1/audit/subscriptions/other/not-built-yet",
                "/v1/analytics/subscriptions/other",
                "/v1/operations/subscriptions/other",
                "/v1/%73ubscriptions/%6fther")) {
            assertThat(acme.get(path).status()).as(path).isEqualTo(404);
            assertThat(acme.post(path, "{}").status()).as(path).isEqualTo(404);
            assertThat(acme.send("DELETE", path, "").status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void its_own_account_is_read_and_commanded_but_for_what_the_staff_decides() {
        for (String operation : operationsOnAnAccount()) {
            String method = operation.replaceFirst(" .*", "");
            String path = operation
                    .replaceFirst(".* ", "")
                    .replace("{subscriptionId}", "acme")
                    .replace("{invoiceId}", "ACME-0001");
            Answer answer = acme.send(method.toUpperCase(Locale.ROOT), path, method.equals("post") ? "{}" : "");
            if (STAFF.matcher(path).matches()) {
                answer.isRefused(403, "forbidden");
            } else {
                assertThat(answer.status()).as(operation).isNotIn(401, 403, 404).isLessThan(500);
            }
            if (method.equals("get") && !STAFF.matcher(path).matches()) {
                answer.is(200);
            }
        }
        Answer previewed = acme.post(
                        "/v1/subscriptions/acme/preview", "{\"command\":\"change-managed-users\",\"managedUsers\":9}")
                .is(200);
        assertThat(previewed.at("/effective")).isEqualTo("now");
        acme.post("/v1/subscriptions/acme/simulations", "{\"steps\":[],\"until\":\"2026-04-01T00:00:00Z\"}")
                .is(200);
        acme.post("/v1/subscriptions/acme/change-payment-method", Accounts.card("tok_mastercard"))
                .is(200);
        acme.post(
                        "/v1/subscriptions/acme/change-payment-method",
                        "{\"kind\":\"ach\",\"token\":\"ba_ok\",\"bankName\":\"First Bank\",\"last4\":\"6789\"}")
                .isRefused(403, "ach-needs-admin");
    }

    @Test
    void under_a_contract_it_decides_who_uses_what_is_prepaid() {
        service.post("service", "/v1/subscriptions", "{\"subscriptionId\":\"sold\",\"accountName\":\"Sold\"}")
                .is(201);
        String contract = """
                "plan":"premium","interval":"annual","prepaidUsers":2,"pricePerUser":{"amount":9000,"currency":"USD"},
                "start":"2026-01-15","end":"2027-01-15","reference":"C-1"}""";
        service.post("admin", "/v1/subscriptions/sold/sign-contract", "{" + contract)
                .is(200);
        Holder sold = Holder.of(service, "sold");
        String own = "/v1/subscriptions/sold/";
        sold.post(own + "set-preferences", "{\"whenUserJoins\":\"assign\",\"whenNoneAvailable\":\"add\"}")
                .is(200);
        sold.post(own + "assign-user", "{\"userId\":\"ada\"}").is(200);
        sold.post(own + "add-prepaid-users", "{\"count\":1}").is(200);
        sold.post(own + "update-billing-profile", Accounts.PROFILE).isRefused(409, "contract-managed");
        sold.post(own + "cancel", "{}").isRefused(409, "contract-managed");
        sold.post(own + "preview", "{\"command\":\"sign-contract\"," + contract).isRefused(403, "forbidden");
        sold.post(own + "sign-contract", "{" + contract).isRefused(403, "forbidden");
        sold.post("/v1/invoices/SOLD-0001/record-payment", "{}").isRefused(403, "forbidden");
    }

    @Test
    void lists_feeds_and_openings_are_about_all_accounts_and_not_for_one() {
        for (String path : List.of(
                "/v1/invoices",
                "/v1/account-summaries",
                "/v1/account-summaries?q=acme",
                "/v1/events",
                "/v1/catalog",
                "/v1/access-tokens",
                "/v1/access-tokens?subscriptionId=acme",
                "/v1/operations/projections",
                "/v1/sandbox/clock")) {
            acme.get(path).isRefused(403, "forbidden");
        }
        acme.post("/v1/subscriptions", "{\"accountName\":\"Mine\"}").isRefused(403, "forbidden");
        acme.post("/v1/access-tokens", "{\"scopes\":[\"account:self\"],\"subscriptionId\":\"acme\"}")
                .isRefused(403, "forbidden");
    }
}
