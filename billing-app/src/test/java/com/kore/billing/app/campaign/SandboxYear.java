package com.kore.billing.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.ServiceProcess;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A year of 1,000 accounts in one {@code advance}, by a service of its own process with a heap of 256 MB: what is billed is what their
 * terms say, the log tells how far it has come, and the process stays small. {@code -Dcampaign.accounts} asks for more of them, {@code
 * -Dcampaign.years} for more years; each further year begins with the service down for its first 75 days. Accounts begin on 31 January, where
 * it is that day, so that month-ends and, from the third year on, a leap day are among the periods' ends.
 */
class SandboxYear {
    private static final int ACCOUNTS = Integer.getInteger("campaign.accounts", 1_000);
    private static final int YEARS = Integer.getInteger("campaign.years", 1);
    private static final Instant BEGUN = Instant.parse("2026-01-31T12:00:00Z");
    private static final int DAYS_DOWN = 75;
    private static final List<String> ZONES = List.of("UTC", "America/New_York", "Pacific/Chatham");

    /** Each fourth account's card takes the money and times out; it is asked about later. */
    private static final List<String> TOKENS = List.of("tok_visa", "tok_timeout", "tok_visa", "tok_visa");

    @TempDir
    private Path directory;

    private static String interval(int account) {
        return account % 5 == 0 ? "annual" : "monthly";
    }

    private static int renewals(int account, int years) {
        return account % 5 == 0 ? years : 12 * years;
    }

    @ParameterizedTest
    @EnumSource
    void a_year_of_a_thousand_accounts_is_played_in_one_advance(Vendor vendor) throws Exception {
        TestDatabase database = vendor == Vendor.H2 ? TestDatabases.h2In(directory) : TestDatabases.freshPostgres();
        Path log = directory.resolve("service.log");
        try (ServiceProcess process = start(database, log, BEGUN)) {
            ServiceClient service = new ServiceClient(process.awaitReady(), directory);
            openAll(service);
            long begun = System.nanoTime();

            Answer advanced = advanceTo(service, 1);

            tell(vendor, advanced, process, log, Duration.ofNanos(System.nanoTime() - begun));
            int renewals = IntStream.range(0, ACCOUNTS)
                    .map(account -> renewals(account, 1))
                    .sum();
            assertThat(advanced.at("/renewals")).isEqualTo(String.valueOf(renewals));
            assertThat(advanced.at("/failures")).isEqualTo("0");
            assertThat(progress(log)).isNotEmpty();
            requireBilled(service, 1);
        }
        for (int year = 2; year <= YEARS; year++) {
            try (ServiceProcess process = start(database, log, after(year - 1).plus(Duration.ofDays(DAYS_DOWN)))) {
                ServiceClient service = new ServiceClient(process.awaitReady(), directory);
                long begun = System.nanoTime();
                Answer advanced = advanceTo(service, year);
                tell(vendor, advanced, process, log, Duration.ofNanos(System.nanoTime() - begun));
                assertThat(advanced.at("/failures")).isEqualTo("0");
                requireBilled(service, year);
            }
        }
    }

    private static Instant after(int years) {
        return BEGUN.atOffset(ZoneOffset.UTC).plusYears(years).toInstant();
    }

    private ServiceProcess start(TestDatabase database, Path log, Instant clockStart) {
        return ServiceProcess.start(
                directory,
                Map.of("BILLING_CLOCK", "sandbox", "BILLING_CLOCK_START", clockStart.toString()),
                RunningService.arguments(database, directory, Map.of("logging.file.name", log.toString())));
    }

    private static Answer advanceTo(ServiceClient service, int years) {
        Answer advanced = service.post("operator", "/v1/sandbox/clock/advance", "{\"to\":\"" + after(years) + "\"}")
                .is(200);
        assertThat(advanced.at("/now")).isEqualTo(after(years).toString());
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
                "sandbox-year on=%s accounts=%d now=%s renewals=%s collections=%s failures=%s seconds=%d progress-lines=%d"
                        + " peak-resident-mb=%d%n",
                vendor,
                ACCOUNTS,
                advanced.at("/now"),
                advanced.at("/renewals"),
                advanced.at("/collections"),
                advanced.at("/failures"),
                took.toSeconds(),
                progress(log).size(),
                process.peakResidentBytes() / 1_000_000);
    }

    private static void openAll(ServiceClient service) throws InterruptedException, ExecutionException {
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            List<Future<?>> opened = IntStream.range(0, ACCOUNTS)
                    .<Future<?>>mapToObj(account -> clients.submit(() -> open(service, account)))
                    .toList();
            for (Future<?> one : opened) {
                one.get();
            }
        }
    }

    private static void open(ServiceClient service, int account) {
        service.post("service", "/v1/subscriptions", """
                {"subscriptionId":"year-%d","accountName":"Acme","timeZone":"%s","managedUsers":3,"billingProfile":\
                {"contactName":"Ada","email":"ada@acme.example","address":{"line1":"1 Main St","city":"Springfield",\
                "postalCode":"12345","country":"US"}}}""".formatted(account, ZONES.get(account % ZONES.size())))
                .is(201);
        service.post("service", "/v1/subscriptions/year-" + account + "/change-plan", """
                {"plan":"premium","interval":"%s","paymentMethod":{"kind":"card","token":"%s","brand":"visa",\
                "last4":"4242","expiryMonth":12,"expiryYear":2040}}""".formatted(
                                interval(account), TOKENS.get(account % TOKENS.size())))
                .is(200);
    }

    private static void requireBilled(ServiceClient service, int years) {
        for (int account = 0; account < ACCOUNTS; account++) {
            requireBilled(service, account, years);
        }
    }

    /** One invoice a period, of its day, all paid, the numbers without gaps. */
    private static void requireBilled(ServiceClient service, int account, int years) {
        List<String> invoices = service.get("service", "/v1/subscriptions/year-" + account + "/invoices?limit=100")
                .is(200)
                .json()
                .get("items")
                .valueStream()
                .map(invoice -> invoice.get("number").asString() + " "
                        + invoice.get("issuedOn").asString() + " "
                        + invoice.get("status").asString() + " "
                        + invoice.at("/amountPaid/amount").asLong())
                .toList();
        boolean annual = interval(account).equals("annual");
        LocalDate anchor = LocalDate.ofInstant(BEGUN, ZoneId.of(ZONES.get(account % ZONES.size())));
        assertThat(invoices)
                .containsExactlyElementsOf(IntStream.iterate(renewals(account, years), n -> n >= 0, n -> n - 1)
                        .mapToObj(n -> "YEAR-%d-%04d %s paid %d"
                                .formatted(
                                        account,
                                        n + 1,
                                        annual ? anchor.plusYears(n) : anchor.plusMonths(n),
                                        annual ? 30_000 : 3_000))
                        .toList());
    }
}
