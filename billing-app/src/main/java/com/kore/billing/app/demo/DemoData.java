package com.kore.billing.app.demo;

import com.kore.billing.app.StartRefused;
import com.kore.billing.app.automation.SandboxTime;
import com.kore.billing.app.eventstore.CommandContext;
import com.kore.billing.app.eventstore.CommandDispatcher;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.subscription.BillingRules;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/**
 * Fills an empty store with a year of sample accounts: sends the commands that customers and staff would send, through the door that all
 * take, and advances sandbox time from one to the next, so that renewals, collections and dunning happen as they always do.
 *
 * <p>Runs once requests are taken and before the service is ready: it lives and can be read meanwhile, and what it prints when it is ready
 * is true of the whole year.
 */
final class DemoData implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(DemoData.class);
    private static final Duration TOLD_EVERY = Duration.ofSeconds(5);
    private static final String BEGIN_ANEW =
            "To begin anew, stop the service, give it an empty store (another BILLING_DATA_DIR, or an empty PostgreSQL database) and start it"
                    + " with BILLING_DEMO=true.";

    private final CommandDispatcher commands;
    private final SandboxTime time;
    private final BillingRules rules;
    private final PaymentGateway gateway;
    private final EventReader events;
    private final YearRecord record;

    DemoData(
            CommandDispatcher commands,
            SandboxTime time,
            BillingRules rules,
            PaymentGateway gateway,
            EventReader events,
            YearRecord record) {
        this.commands = commands;
        this.time = time;
        this.rules = rules;
        this.gateway = gateway;
        this.events = events;
        this.record = record;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        switch (record.claim(time.now())) {
            case GRANTED -> play(SampleYear.from(time.now(), rules, gateway));
            case COMPLETE ->
                LOG.info("The year of sample accounts is there already. Sandbox time stands at {}.", time.now());
            case BEGUN ->
                LOG.warn(
                        "The year of sample accounts is not complete: either another node plays it now, or one was stopped while it did,"
                                + " and this store holds a part of it, up to {}. Nothing is added. {}",
                        time.now(),
                        BEGIN_ANEW);
            case OTHERS ->
                LOG.warn(
                        "This store holds other accounts: no sample accounts are added. Time is sandbox time and stands at {} as long as"
                                + " BILLING_DEMO is 'true' and BILLING_CLOCK is not set.",
                        time.now());
        }
    }

    private void play(SampleYear year) {
        long startedNanos = System.nanoTime();
        LOG.info("A year of sample accounts is played, from {} to {}", year.begin(), year.end());
        try {
            sendAll(year);
            time.advanceTo(year.end());
            record.complete();
        } catch (RuntimeException failed) {
            LOG.error("the year of sample accounts cannot be played on", failed);
            throw new StartRefused(
                    "The year of sample accounts is not complete; this store holds a part of it.", BEGIN_ANEW);
        }
        LOG.info(
                "A year of sample accounts: {} accounts, {} events, in {} s. Sandbox time stands at {}.",
                year.accounts(),
                events.count(),
                seconds(System.nanoTime() - startedNanos),
                time.now());
    }

    private void sendAll(SampleYear year) {
        long toldNanos = System.nanoTime();
        for (int i = 0; i < year.steps().size(); i++) {
            Step step = year.steps().get(i);
            time.advanceTo(step.at());
            send(step, i + 1);
            if (System.nanoTime() - toldNanos > TOLD_EVERY.toNanos()) {
                toldNanos = System.nanoTime();
                LOG.info(
                        "sample accounts: {} of {} commands sent",
                        i + 1,
                        year.steps().size());
            }
        }
    }

    /** A refusal means that somebody else has sent something meanwhile. */
    private void send(Step step, int number) {
        try {
            commands.dispatch(step.command(), CommandContext.of(step.sender().actor(), "demo/" + number));
        } catch (CommandRejected refused) {
            LOG.warn(
                    "sample accounts: command {} on {} was refused as {}, and is left out",
                    number,
                    step.command().subscriptionId(),
                    refused.code());
        }
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e9);
    }
}
