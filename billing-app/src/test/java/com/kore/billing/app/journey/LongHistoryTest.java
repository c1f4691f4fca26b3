package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.eventstore.CommandContext;
import com.kore.billing.app.eventstore.CommandDispatcher;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.ServiceProcess;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
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
 * The past of one account with a long history, asked for by many auditors at once of a service with a heap of 256 MB. {@code
 * -Dlong-history.events=10000} makes it longer; what that takes is printed.
 */
class LongHistoryTest {
    private static final int EVENTS = Integer.getInteger("long-history.events", 1_200);

    /** Before the cards: the account is opened and paid for. */
    private static final int BEFORE = 6;

    private static final int AUDITORS = 12;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void many_auditors_are_told_any_past_of_a_long_history(Vendor vendor) throws Exception {
        TestDatabase database = vendor == Vendor.H2 ? TestDatabases.h2In(directory) : TestDatabases.freshPostgres();
        write(database);
        try (ServiceProcess process =
                ServiceProcess.start(directory, Map.of(), RunningService.arguments(database, directory, Map.of()))) {
            ServiceClient service = new ServiceClient(process.awaitReady(), directory);
            for (int version : new int[] {BEFORE + 1, 499, 500, 501, 1_000, 1_001, EVENTS - 3}) {
                assertThat(service.get("auditor", "/v1/audit/subscriptions/acme?version=" + version)
                                .is(200)
                                .at("/paymentMethod/last4"))
                        .isEqualTo("%04d".formatted(version));
            }
            List<String> questions = List.of(
                    "/subscriptions/acme?version=" + EVENTS,
                    "/subscriptions/acme/explanation",
                    "/invoices/ACME-0002/explanation");
            for (String question : questions) {
                tell(vendor, question, service, process);
            }
            askAtOnce(service, questions);
            tell(vendor, "all at once, by %d auditors".formatted(AUDITORS), service, process);
            assertThat(service.get("auditor", "/v1/audit/invoices/ACME-0002/explanation")
                            .at("/lines/0/explanation"))
                    .contains("SubscriptionOpened, version 1 (users before)");
        }
    }

    private void write(TestDatabase database) {
        try (RunningService service = RunningService.on(database, directory, Map.of())) {
            Accounts accounts = new Accounts(service);
            accounts.openPaid("acme", "premium", "annual");
            CommandDispatcher commands = service.bean(CommandDispatcher.class);
            for (int version = BEFORE + 1; version <= EVENTS - 3; version++) {
                PaymentMethod card =
                        new PaymentMethod.Card("tok_visa", "visa", "%04d".formatted(version), YearMonth.of(2040, 12));
                commands.dispatch(
                        new ChangePaymentMethod(new SubscriptionId("acme"), Instant.now(), card),
                        CommandContext.of("test", "long-history"));
            }
            accounts.command("acme", "change-managed-users", "{\"managedUsers\":5}", "Prefer", "wait=5")
                    .is(200);
        }
    }

    private static void askAtOnce(ServiceClient service, List<String> questions)
            throws InterruptedException, ExecutionException {
        try (ExecutorService auditors = Executors.newFixedThreadPool(AUDITORS)) {
            List<Future<String>> answers = IntStream.range(0, AUDITORS)
                    .mapToObj(n -> auditors.submit(() -> service.get(
                                    "auditor", "/v1/audit" + questions.get(n % questions.size()))
                            .is(200)
                            .response()
                            .body()))
                    .toList();
            for (int n = questions.size(); n < AUDITORS; n++) {
                assertThat(answers.get(n).get())
                        .isEqualTo(answers.get(n % questions.size()).get());
            }
        }
    }

    private static void tell(Vendor vendor, String question, ServiceClient service, ServiceProcess process)
            throws IOException {
        long begun = System.nanoTime();
        if (question.startsWith("/")) {
            service.get("auditor", "/v1/audit" + question).is(200);
        }
        System.out.printf(
                Locale.ROOT,
                "long-history on=%s events=%d question=\"%s\" milliseconds=%d peak-resident-mb=%d%n",
                vendor,
                EVENTS,
                question,
                Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                process.peakResidentBytes() / 1_000_000);
    }
}
