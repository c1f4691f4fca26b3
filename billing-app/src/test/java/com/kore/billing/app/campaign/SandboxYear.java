package com.kore.billing.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.Commit;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.ServiceProcess;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.app.testing.Verified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * A year of 1,000 accounts in one {@code advance}, by a service of its own process with a heap of 256 MB: what is billed is what their
 * terms say, the books balance, the log tells how far it has come, and the process stays small. {@code -Dcampaign.accounts} asks for more
 * of them, {@code -Dcampaign.years} for more years, {@code -Dcampaign.on=h2} or {@code postgresql} for one database; each further year
 * begins with the service down for its first 75 days.
 */
class SandboxYear {
    private static final List<YearAccount> ACCOUNTS = YearAccount.upTo(Integer.getInteger("campaign.accounts", 1_000));
    private static final int YEARS = Integer.getInteger("campaign.years", 1);
    private static final String ON = System.getProperty("campaign.on", "memory");
    private static final Instant BEGUN = YearAccount.beginnings().getLast();
    private static final Duration DOWN = Duration.ofDays(75);
    private static final int CLIENTS = 8;

    @TempDir
    private Path directory;

    static Stream<Vendor> databases() {
        return Arrays.stream(Vendor.values())
                .filter(vendor -> ON.equals("memory") || ON.equalsIgnoreCase(vendor.name()));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void a_year_of_a_thousand_accounts_is_played_in_one_advance(Vendor vendor) throws Exception {
        TestDatabase database = vendor == Vendor.H2 ? TestDatabases.h2In(directory) : TestDatabases.freshPostgres();
        Path log = directory.resolve("service.log");
        try (ServiceProcess process =
                start(database, log, YearAccount.beginnings().getFirst())) {
            ServiceClient service = new ServiceClient(process.awaitReady(), directory);
            for (Instant day : YearAccount.beginnings()) {
                advanceTo(service, day);
                List<YearAccount> begin = ACCOUNTS.stream()
                        .filter(account -> account.begins().equals(day))
                        .toList();
                atOnce(begin, account -> open(service, account));
            }
            assertThat(play(vendor, 1, process, service, log).at("/renewals"))
                    .isEqualTo(String.valueOf(renewals(BEGUN, after(1))));
            assertThat(progress(log)).isNotEmpty();
        }
        for (int year = 2; year <= YEARS; year++) {
            try (ServiceProcess process = start(database, log, after(year - 1).plus(DOWN))) {
                play(vendor, year, process, new ServiceClient(process.awaitReady(), directory), log);
            }
        }
    }

    private static Answer play(Vendor vendor, int year, ServiceProcess process, ServiceClient service, Path log)
            throws Exception {
        long begun = System.nanoTime();
        Answer advanced = advanceTo(service, after(year));
        tell(vendor, advanced, process, log, Duration.ofNanos(System.nanoTime() - begun));
        assertThat(advanced.at("/failures")).isEqualTo("0");
        atOnce(ACCOUNTS, account -> requireBilled(service, account, after(year)));
        Answer verified = Verified.withoutDifferences(service);
        System.out.printf(
                "sandbox-year on=%s commit=%s accounts=%d years=%d: billed, balanced, and verified over %s events%n",
                vendor, Commit.SHORT, ACCOUNTS.size(), year, verified.at("/total"));
        return advanced;
    }

    private static Instant after(int years) {
        return BEGUN.atOffset(ZoneOffset.UTC).plusYears(years).toInstant();
    }

    private static int renewals(Instant from, Instant to) {
        return ACCOUNTS.stream()
                .mapToInt(account -> account.periods(to) - account.periods(from))
                .sum();
    }

    private ServiceProcess start(TestDatabase database, Path log, Instant clockStart) {
        return ServiceProcess.start(
                directory,
                Map.of("BILLING_CLOCK", "sandbox", "BILLING_CLOCK_START", clockStart.toString()),
                RunningService.arguments(database, directory, Map.of("logging.file.name", log.toString())));
    }

    private static Answer advanceTo(ServiceClient service, Instant to) {
        Answer advanced = service.post("operator", "/v1/sandbox/clock/advance", "{\"to\":\"" + to + "\"}")
                .is(200);
        assertThat(advanced.at("/now")).isEqualTo(to.toString());
        return advanced;
    }

    private static List<String> progress(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains("sandbox time has reached"))
                .toList();
    }

    private static void tell(Vendor vendor, Answer advanced, ServiceProcess process, Path log, Duration took)
            throws IOException {
        System.out.printf(
                Locale.ROOT,
                "sandbox-year on=%s commit=%s accounts=%d now=%s renewals=%s collections=%s failures=%s seconds=%d progress-lines=%d"
                        + " peak-resident-mb=%d%n",
                vendor,
                Commit.SHORT,
                ACCOUNTS.size(),
                advanced.at("/now"),
                advanced.at("/renewals"),
                advanced.at("/collections"),
                advanced.at("/failures"),
                took.toSeconds(),
                progress(log).size(),
                process.peakResidentBytes() / 1_000_000);
    }

    private static void atOnce(List<YearAccount> accounts, Consumer<YearAccount> what)
            throws InterruptedException, ExecutionException {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> all = new ArrayList<>();
            accounts.forEach(account -> all.add(clients.submit(() -> what.accept(account))));
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private static void open(ServiceClient service, YearAccount account) {
        String path = "/v1/subscriptions/" + account.id();
        service.post("service", "/v1/subscriptions", """
                {"subscriptionId":"%s","accountName":"Acme","timeZone":"%s","managedUsers":3,"billingProfile":\
                {"contactName":"Ada","email":"ada@acme.example","address":{"line1":"1 Main St","city":"Springfield",\
                "postalCode":"12345","country":"US"}}}""".formatted(account.id(), account.zone()))
                .is(201);
        if (account.hasCredit()) {
            service.post("admin", path + "/grant-credit", """
                    {"kind":"signup","amount":{"amount":500,"currency":"USD"}}""").is(200);
        }
        service.post("service", path + "/change-plan", """
                {"plan":"premium","interval":"%s","paymentMethod":{"kind":"card","token":"%s","brand":"visa",\
                "last4":"4242","expiryMonth":12,"expiryYear":2040}}""".formatted(account.interval(), account.token()))
                .is(200);
    }

    /** One invoice a period, of its day, all paid, the numbers without gaps; and the balance holds. */
    private static void requireBilled(ServiceClient service, YearAccount account, Instant now) {
        String path = "/v1/subscriptions/" + account.id();
        JsonNode summary =
                service.get("service", path + "/account-summary").is(200).json();
        List<JsonNode> invoices = items(service, path + "/invoices");
        assertThat(Balance.broken(summary, invoices.reversed(), items(service, path + "/billing-history")))
                .as(account.toString())
                .isEmpty();
        List<String> expected = account.invoices(now);
        List<String> shown = new ArrayList<>();
        // The list has the first day of each period, the summary the present one whole.
        String end = summary.at("/currentPeriod/end").asString();
        for (JsonNode invoice : invoices) {
            assertThat(invoice.get("status").asString()).as("%s", invoice).isEqualTo("paid");
            String issuedOn = invoice.get("issuedOn").asString();
            shown.addFirst("%s %s %s %d"
                    .formatted(
                            invoice.get("number").asString(),
                            issuedOn,
                            end,
                            invoice.at("/amountPaid/amount").asLong()));
            end = issuedOn;
        }
        assertThat(shown).as(account.toString()).isEqualTo(expected);
    }

    private static List<JsonNode> items(ServiceClient service, String path) {
        JsonNode page = service.get("service", path + "?limit=100").is(200).json();
        assertThat(page.get("hasMore").asBoolean()).as(path).isFalse();
        return page.get("items").valueStream().toList();
    }
}
