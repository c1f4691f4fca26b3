package com.kore.billing.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceProcess;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who starts the service with sample accounts, and has nothing but the link that it prints. */
@InBrowser
abstract class SampleYearStory {
    private static final Pattern LINK = Pattern.compile("(http://\\S+)(/console/sign-in\\?code=\\S+)");
    private static final int ACTIONS_MAX = 15;

    abstract Vendor database();

    @Test
    void finds_what_an_account_pays_changes_it_and_sees_why_and_how_it_was_before(
            Visitors visitors, @TempDir Path folder) {
        TestDatabase database = database() == Vendor.H2 ? TestDatabases.h2In(folder) : TestDatabases.freshPostgres();
        try (ServiceProcess service = ServiceProcess.start(
                folder,
                Map.of("BILLING_DEMO", "true"),
                RunningService.arguments(
                        database,
                        folder,
                        Map.of("billing.clock", "sandbox", "billing.clock-start", "2026-11-28T00:00:00Z")))) {
            Matcher link = LINK.matcher(service.outputUntil("/console/sign-in?code="));
            assertThat(link.find()).isTrue();
            visit(visitors, URI.create(link.group(1)), link.group(2));
        }
    }

    private static void visit(Visitors visitors, URI service, String link) {
        try (Visitor visitor = visitors.come(service)) {
            visitor.open(link);
            visitor.click("Continue");
            visitor.fill("Id or name", "mervello paper");
            visitor.click("Show");
            visitor.click("Mervello Paper");

            // What it pays.
            visitor.reads(
                    "You are currently on the Premium plan for $10.00 per user per month, billed monthly. You are currently"
                            + " paying a total of $80.00 per month for 8 user subscriptions.");

            // Another plan, knowing the price beforehand.
            visitor.choose("Enterprise, billed monthly");
            visitor.click("Preview Charge");
            visitor.reads("Due now");
            String price = found("Due now\\s+([$][0-9.,]+)", visitor.text());
            visitor.takePicture("preview");
            visitor.click("Update Subscription");
            visitor.reads("Your change was made. The invoice is paid.");
            visitor.reads("You are currently on the Enterprise plan for $20.00 per user per month");
            visitor.takePicture("changed");

            // The invoice, on paper too.
            String number = found("View invoice ([A-Z0-9-]+)", visitor.text());
            visitor.click("View invoice " + number);
            visitor.reads(price);
            visitor.takePicture("invoice");
            Download paper = visitor.download("Download PDF");
            assertThat(paper.name()).isEqualTo(number + ".pdf");
            assertThat(new String(paper.bytes(), 0, 5, StandardCharsets.US_ASCII))
                    .isEqualTo("%PDF-");

            // Why the amount is what it is.
            visitor.click("Explain Amounts");
            visitor.reads("Unused: Premium, 8 users");
            visitor.reads(price);
            visitor.takePicture("explanation");

            // How it was a month before.
            visitor.click("History of the Account");
            visitor.fill("Day", "2027-10-28");
            visitor.click("Show As Of");
            visitor.reads("You are currently on the Premium plan for $10.00 per user per month");
            visitor.takePicture("last-month");

            assertThat(visitor.actions()).isLessThanOrEqualTo(ACTIONS_MAX);
        }
    }

    /** What somebody reads on a page and goes by. */
    private static String found(String pattern, String text) {
        Matcher read = Pattern.compile(pattern).matcher(text);
        assertThat(read.find()).as("%s in %s", pattern, text).isTrue();
        return read.group(1);
    }
}
