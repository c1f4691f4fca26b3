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
 * terms say, the log tells how far it has come, and the process stays small. {@code -Dcampaign.accounts} asks for more of them.
 */
class SandboxYear {
    private static final int ACCOUNTS = Integer.getInteger("campaign.accounts", 1_000);
    private static final List<String> ZONES = List.of("UTC", "America/New_York", "Pacific/Chatham");

    /** Each fourth account's card takes the money and times out; it is asked about later. */
    private static final List<String> TOKENS = List.of("tok_visa", "tok_timeout", "tok_visa", "tok_visa");

    @TempDir
    private Path directory;

    private static String interval(int account) {
        return account % 5 == 0 ? "annual" : "monthly";
    }

    private static int renewals(int account) {
        return account % 5 == 0 ? 1 : 12;
    }

    @ParameterizedTest
    @EnumSource
    void a_year_of_a_thousand_accounts_is_played_in_one_advance(Vendor vendor) throws Exception {
        TestDatabase database = vendor == Vendor.H2 ? TestDatabases.h2In(directory) : TestDatabases.freshPostgres();
        Path log = directory.resolve("service.log");
        try (ServiceProcess process = ServiceProcess.start(
                directory,
                Map.of("BILLING_CLOCK", "sandbox", "BILLING_CLOCK_START", "2026-01-15T12:00:00Z"),
                RunningService.arguments(database, directory, Map.of("logging.file.name", log.toString())))) {
            ServiceClient service = new ServiceClient(process.awaitReady(), directory);
            openAll(service);
            long begun = System.nanoTime();

            Answer advanced = service.post("operator", "/v1/sandbox/clock/advance", "{\"by\":\"P1Y\"}")
                    .is(200);

            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            List<String> progress = Files.readAllLines(log).stream()
                    .filter(line -> line.contains("sandbox time has reached"))
                    .toList();
            int renewals =
                    IntStream.range(0, ACCOUNTS).map(SandboxYear::renewals).sum();
            System.out.printf(
                    Locale.ROOT,
                    "sandbox-year on=%s accounts=%d renewals=%s collections=%s failures=%s seconds=%d progress-lines=%d peak-resident-mb=%d%n%s%n",
                    vendor,
                    ACCOUNTS,
                    advanced.at("/renewals"),
                    advanced.at("/collections"),
                    advanced.at("/failures"),
                    took.toSeconds(),
                    progress.size(),
                    process.peakResidentBytes() / 1_000_000,
                    progress.isEmpty() ? "" : progress.getLast());
            assertThat(advanced.at("/now")).isEqualTo("2027-01-15T12:00:00Z");
            assertThat(advanced.at("/renewals")).isEqualTo(String.valueOf(renewals));
            assertThat(advanced.at("/failures")).isEqualTo("0");
            assertThat(progress).isNotEmpty();
            for (int account = 0; account < ACCOUNTS; account++) {
                requireBilled(service, account);
            }
        }
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

    /** One invoice a period, all paid, the numbers without gaps. */
    private static void requireBilled(ServiceClient service, int account) throws IOException {
        List<String> invoices = service.get("service", "/v1/subscriptions/year-" + account + "/invoices?limit=100")
                .is(200)
                .json()
                .get("items")
                .valueStream()
                .map(invoice -> invoice.get("number").asString() + " "
                        + invoice.get("status").asString() + " "
                        + invoice.at("/amountPaid/amount").asLong())
                .toList();
        int amount = interval(account).equals("annual") ? 30_000 : 3_000;
        assertThat(invoices)
                .containsExactlyElementsOf(IntStream.iterate(renewals(account) + 1, n -> n > 0, n -> n - 1)
                        .mapToObj(n -> "YEAR-%d-%04d paid %d".formatted(account, n, amount))
                        .toList());
    }
}
