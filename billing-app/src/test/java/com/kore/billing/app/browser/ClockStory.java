package com.kore.billing.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import org.junit.jupiter.api.Test;

/** An operator advances sandbox time, by scripts and without. */
abstract class ClockStory extends ConsoleStory {

    @Test
    void time_goes_on_and_is_told_with_what_came_of_it(Visitors visitors) {
        openPaid("renewed", "Renewed", "premium", "monthly", "tok_visa");
        try (Visitor operator = as("operator", "/console/", visitors, Screen.DESK)) {
            operator.click("Clock");
            operator.reads("Sandbox time is 15 January 2026, 12:00 UTC");
            operator.reads("15 February 2026, 00:00 UTC");
            operator.hasNoSeriousViolation();
            operator.click("Advance a Month");
            operator.reads("On the way: 1 renewal, 1 request to the payment gateway.");
            operator.reads("Sandbox time is 15 February 2026, 12:00 UTC");
            operator.hasNoSeriousViolation();
            operator.takePicture("advanced");

            operator.fill("Date and time (UTC)", "2026-01-01T00:00");
            operator.expectComplaint("answer: 422");
            operator.click("Advance to Then");
            operator.reads("must not lead before the present, 15 February 2026, 12:00 UTC");
            operator.hasNoSeriousViolation();
        }
        try (Visitor plain = as("operator", "/console/", visitors, Screen.NARROW.withoutScripts())) {
            plain.click("Clock");
            plain.click("Advance a Day");
            plain.reads("Sandbox time is 16 February 2026, 12:00 UTC");
            assertThat(plain.heading()).isEqualTo("Clock");
        }
    }

    @Test
    void what_came_to_nothing_is_told_where_it_was_sent(Visitors visitors) {
        try (Visitor operator = as("operator", "/console/clock", visitors, Screen.DESK)) {
            var context = operator.page().context();
            context.clearCookies(new BrowserContext.ClearCookiesOptions().setName("kore_console_form"));
            operator.expectComplaint("answer: 403");
            operator.expectComplaint("Response Status Error Code 403");
            operator.click("Advance a Day");
            operator.reads("Not allowed. The form is not one of this session");
            operator.doesNotRead("The service does not answer");
            operator.hasNoSeriousViolation();

            context.setOffline(true);
            operator.expectComplaint("request: net::ERR_INTERNET_DISCONNECTED");
            operator.expectComplaint("htmx:afterRequest");
            operator.expectComplaint("htmx:sendError");
            operator.click("Advance a Day");
            operator.reads("The service does not answer.");
            operator.doesNotRead("Not allowed");
            context.setOffline(false);
        }
    }
}
