package com.kore.billing.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Who looks back: an account's admin at what was charged, an auditor at why, at how it was then, and whether all of it is so. */
abstract class HistoryStory extends ConsoleStory {
    @Test
    void an_admin_finds_an_invoice_and_keeps_it(Visitors visitors) {
        openPaid("keeper", "Keeper", "premium", "monthly", "tok_visa");
        try (Visitor admin = adminOf("keeper", visitors, Screen.DESK)) {
            admin.click("View Billing History");
            assertThat(admin.heading()).isEqualTo("Billing History");
            admin.hasNoSeriousViolation();
            admin.takePicture("billing-history");
            admin.select("Charge type", "Refund");
            admin.click("Apply Filters");
            admin.reads("No transaction fits");
            admin.hasNoSeriousViolation();
            admin.click("Show All Transactions");
            admin.click("Invoice KEEPER-0001");
            assertThat(admin.heading()).isEqualTo("Invoice KEEPER-0001");
            admin.hasNoSeriousViolation();
            admin.takePicture("invoice");
            Download pdf = admin.download("Download PDF");
            assertThat(pdf.name()).isEqualTo("KEEPER-0001.pdf");
            assertThat(new String(pdf.bytes(), StandardCharsets.ISO_8859_1)).startsWith("%PDF");
            admin.doesNotRead("Explain Amounts");
            admin.click("Back to Billing History");
            assertThat(admin.address()).isEqualTo("/console/subscriptions/keeper/billing-history");
        }
    }

    @Test
    void an_auditor_sees_why_an_amount_is_what_it_is_and_travels_to_the_event(Visitors visitors) {
        openPaid("audited", "Audited", "premium", "monthly", "tok_visa");
        command("audited", "change-plan", "{\"plan\":\"enterprise\"}");
        try (Visitor auditor = as("auditor", "/console/verifications", visitors, Screen.DESK)) {
            auditor.open("/console/invoices/AUDITED-0002");
            auditor.click("Explain Amounts");
            auditor.reads("Decided together");
            auditor.hasNoSeriousViolation();
            auditor.takePicture("explanation");
            auditor.open("/console/subscriptions/audited/history");
            auditor.reads("Event 9 of 9");
            auditor.hasNoSeriousViolation();
            auditor.takePicture("history");
            auditor.page().locator("#version").focus();
            auditor.press("Home");
            auditor.reads("Event 1 of 9");
            auditor.reads("You are currently on the Free plan.");
            assertThat(auditor.address()).isEqualTo("/console/subscriptions/audited/history?version=1");
            auditor.press("ArrowRight");
            auditor.reads("Event 2 of 9");
            auditor.click("As it stands in the store");
            auditor.reads("Personal values are encrypted there.");
            auditor.hasNoSeriousViolation();
            auditor.fill("Day", "2026-01-15");
            auditor.click("Show As Of");
            auditor.reads("Now, 15 January 2026, 12:00 UTC");
        }
    }

    @Test
    void an_auditor_travels_without_scripts_on_a_small_screen_and_in_the_dark(Visitors visitors) {
        openPaid("plain", "Plain & Simple Incorporated", "premium", "monthly", "tok_visa");
        for (Screen screen : new Screen[] {Screen.NARROW, Screen.NARROW.inTheDark(), Screen.DESK.withoutScripts()}) {
            try (Visitor auditor = as("auditor", "/console/verifications", visitors, screen)) {
                for (String page : new String[] {
                    "/console/subscriptions/plain/billing-history",
                    "/console/invoices/PLAIN-0001",
                    "/console/invoices/PLAIN-0001/explanation",
                    "/console/verifications",
                    "/console/subscriptions/plain/history?version=4"
                }) {
                    auditor.open(page);
                    auditor.needNotScrollSideways();
                    if (screen.scripts()) {
                        auditor.hasNoSeriousViolation();
                    }
                    auditor.takePicture(page.replaceAll(".*/", "").replaceAll("\\W", "-"));
                }
                auditor.click("Next Event");
                auditor.reads("Event 5 of 6");
                auditor.click("Previous Event");
                auditor.click("Show");
                auditor.reads("Event 4 of 6");
            }
        }
    }

    @Test
    void an_auditor_has_everything_verified_and_watches(Visitors visitors) {
        openPaid("verified", "Verified", "premium", "monthly", "tok_visa");
        try (Visitor auditor = as("auditor", "/console/verifications", visitors, Screen.DESK)) {
            auditor.click("Verification");
            auditor.click("Verify Now");
            auditor.reads("No difference");
            auditor.reads("What the pages and the API show is what the events say, row by row.");
            auditor.hasNoSeriousViolation();
            auditor.takePicture("verification");
            auditor.click("All Verifications");
            auditor.reads("Completed");
            auditor.hasNoSeriousViolation();
        }
    }
}
