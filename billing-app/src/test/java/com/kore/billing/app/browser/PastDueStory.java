package com.kore.billing.app.browser;

import org.junit.jupiter.api.Test;

/** An account's admin whose card is declined when the subscription renews. */
abstract class PastDueStory extends ConsoleStory {

    @Test
    void is_past_due_and_mends_it_with_another_card(Visitors visitors) {
        openPaid("debtor", "Debtor", "premium", "monthly", "tok_visa");
        command("debtor", "change-payment-method", """
                {"kind":"card","token":"tok_decline","brand":"Visa","last4":"0002","expiryMonth":12,"expiryYear":2040}""");
        advanceTo("2026-02-15T12:00:00Z");
        try (Visitor admin = adminOf("debtor", visitors, Screen.DESK)) {
            admin.reads("Past due. A renewal could not be collected.");
            admin.hasNoSeriousViolation();
            admin.takePicture("past-due");
            admin.click("Change Payment Method");
            admin.select("Test card", "Visa ending in 4242: every payment succeeds");
            admin.fill("Expiry month", "13");
            admin.fill("Expiry year", "2040");
            admin.expectComplaint("answer: 422");
            admin.click("Save Payment Method");
            admin.reads("Expiry month must be");
            admin.hasNoSeriousViolation();
            admin.fill("Expiry month", "11");
            admin.click("Save Payment Method");
            admin.reads("Visa ending in 4242, expires 11/2040");
            admin.open("/console/subscriptions/debtor");
            admin.reads("Active");
            admin.doesNotRead("Past due");
        }
    }
}
