package com.kore.billing.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An account's admin at the Account Summary page. */
abstract class AccountSummaryStory extends ConsoleStory {

    @Test
    void goes_paid_knowing_the_price_and_gets_exactly_that(Visitors visitors) {
        open("buyer", "Buyer & <b>Sons</b>");
        try (Visitor admin = adminOf("buyer", visitors, Screen.DESK)) {
            assertThat(admin.heading()).isEqualTo("Account Summary");
            admin.reads("You are currently on the Free plan.");
            admin.reads("Buyer & <b>Sons</b>");
            admin.hasNoSeriousViolation();
            admin.takePicture("free");

            admin.choose("Premium, billed annually");
            admin.fill("Users", "25");
            admin.select("Test card", "Visa ending in 4242: every payment succeeds");
            admin.fill("Expiry month", "12");
            admin.fill("Expiry year", "2040");
            admin.fill("Contact name", "Ada Byron");
            admin.fill("E-mail", "ada@acme.example");
            admin.fill("Address", "1 Main Street");
            admin.fill("City", "Springfield");
            admin.fill("Postal code", "62701");
            admin.fill("Country (two letters, such as US)", "US");
            admin.click("Preview Charge");
            admin.reads("Due now\t$2,500.00");
            admin.reads("The next bill is $2,500.00 on 15 January 2027.");
            admin.hasNoSeriousViolation();
            admin.takePicture("preview");

            admin.click("Update Subscription");
            admin.reads("Your change was made. The invoice is paid.");
            admin.reads(
                    "You are currently on the Premium plan for $8.33 per user per month, billed annually. You are currently"
                            + " paying a total of $208.33 per month for 25 user subscriptions.");
            admin.reads("Visa ending in 4242, expires 12/2040");
            admin.reads("View invoice BUYER-0001");
            admin.hasNoSeriousViolation();
            admin.takePicture("paid");
        }
    }

    @Test
    void is_told_beside_the_field_what_cannot_be_taken(Visitors visitors) {
        openPaid("typist", "Typist", "premium", "monthly", "tok_visa");
        try (Visitor admin = adminOf("typist", visitors, Screen.DESK)) {
            admin.fill("Users", "2000000");
            admin.expectComplaint("answer: 422");
            admin.click("Preview Charge");
            admin.reads("Users must be");
            admin.hasNoSeriousViolation();
            admin.takePicture("refused");
        }
    }

    @Test
    void counts_other_users_on_the_free_plan_without_a_card(Visitors visitors) {
        open("counter", "Counter");
        try (Visitor admin = adminOf("counter", visitors, Screen.DESK)) {
            admin.fill("Users", "12");
            admin.click("Preview Charge");
            admin.reads("Nothing is charged now.");
            admin.click("Update Subscription");
            admin.reads("Your change was made.");
            assertThat(service.get("service", "/v1/subscriptions/counter").at("/managedUsers"))
                    .isEqualTo("12");
        }
    }

    @Test
    void schedules_a_smaller_plan_and_withdraws_it(Visitors visitors) {
        openPaid("shrinker", "Shrinker", "enterprise", "annual", "tok_visa");
        try (Visitor admin = adminOf("shrinker", visitors, Screen.DESK)) {
            admin.choose("Premium, billed monthly");
            admin.click("Preview Charge");
            admin.reads("Takes effect on 15 January 2027; until then everything stays as it is.");
            admin.reads("Nothing is charged now.");
            admin.click("Update Subscription");
            admin.reads(
                    "On 15 January 2027 this changes to Premium, billed monthly for 3 users, at $10.00 per user per month.");
            admin.click("Withdraw Scheduled Change");
            admin.reads("Your change was made.");
            admin.doesNotRead("On 15 January 2027 this changes");
        }
    }

    @Test
    void cancels_in_a_dialog_that_says_what_is_kept_and_thinks_again(Visitors visitors) {
        openPaid("leaver", "Leaver", "premium", "monthly", "tok_visa");
        try (Visitor admin = adminOf("leaver", visitors, Screen.DESK)) {
            admin.click("Cancel Subscription");
            admin.reads("You keep the Premium plan until 15 February 2026.");
            admin.hasNoSeriousViolation();
            admin.takePicture("dialog");
            admin.click("Keep Subscription");
            admin.doesNotRead("You keep the Premium plan");

            admin.click("Cancel Subscription");
            admin.fill("Reason (optional)", "We are moving.");
            admin.click("Confirm Cancellation");
            admin.reads("Canceled: the Premium plan stays in effect until 15 February 2026");
            admin.doesNotRead("Modify Subscription");
            admin.doesNotRead("Cancel Subscription");
            admin.click("Withdraw Cancellation");
            admin.reads("Modify Subscription");
        }
    }

    @Test
    void whose_card_is_declined_reads_so_and_has_changed_nothing(Visitors visitors) {
        openPaid("poor", "Poor", "premium", "monthly", "tok_visa");
        command("poor", "change-payment-method", """
                {"kind":"card","token":"tok_decline","brand":"Visa","last4":"0002","expiryMonth":12,"expiryYear":2040}""");
        try (Visitor admin = adminOf("poor", visitors, Screen.DESK)) {
            admin.choose("Enterprise, billed monthly");
            admin.click("Preview Charge");
            admin.reads("Due now\t$30.00");
            admin.click("Update Subscription");
            admin.reads("The payment was declined, so nothing was changed.");
            admin.reads("You are currently on the Premium plan");
        }
    }

    @Test
    void of_a_contract_sees_what_is_agreed_and_manages_its_users(Visitors visitors) {
        openContract("agreed", "Agreed Ltd.");
        try (Visitor admin = adminOf("agreed", visitors, Screen.DESK)) {
            admin.reads("Subscription Information");
            admin.reads("contact your sales representative");
            admin.reads("1 of 10 prepaid user subscriptions are used; 9 are available.");
            admin.doesNotRead("Modify Subscription");
            admin.doesNotRead("Cancel Subscription");
            admin.hasNoSeriousViolation();
            admin.takePicture("contract");
            admin.fill("Users to add", "2");
            admin.click("Preview Charge");
            admin.reads("Invoiced now\t$300.00");
            admin.click("Add Prepaid Users");
            admin.reads("1 of 12 prepaid user subscriptions are used; 11 are available.");
            admin.fill("User to assign", "u-2");
            admin.click("Assign User");
            admin.reads("2 of 12 prepaid user subscriptions are used");
            admin.choose("Add one, charged for the remaining days");
            admin.click("Save Preferences");
            admin.reads("Your change was made.");
        }
    }

    @Test
    void reads_and_changes_it_all_without_scripts(Visitors visitors) {
        openPaid("plain", "Plain", "premium", "annual", "tok_visa");
        try (Visitor admin = adminOf("plain", visitors, Screen.DESK.withoutScripts())) {
            admin.choose("Enterprise, billed annually");
            admin.click("Preview Charge");
            admin.reads("Due now\t$300.00");
            admin.click("Update Subscription");
            admin.reads("You are currently on the Enterprise plan");
            admin.click("Cancel Subscription");
            admin.reads("You keep the Enterprise plan");
            admin.click("Confirm Cancellation");
            admin.reads("Canceled: the Enterprise plan stays in effect until 15 January 2027");
        }
    }

    @Test
    void reads_it_on_a_narrow_screen_in_the_dark(Visitors visitors) {
        openPaid(
                "traveler",
                "Traveler with a very long name that no screen of a telephone can show on one line",
                "premium",
                "annual",
                "tok_visa");
        try (Visitor admin = adminOf("traveler", visitors, Screen.NARROW.inTheDark())) {
            admin.reads("You are currently on the Premium plan");
            admin.needNotScrollSideways();
            admin.hasNoSeriousViolation();
            admin.takePicture("narrow-dark");
            admin.click("Billing Profile");
            admin.reads("Whom invoices address.");
            admin.fill("City", "Shelbyville");
            admin.click("Save Billing Profile");
            admin.reads("Shelbyville 62701");
            admin.needNotScrollSideways();
        }
    }

    @Test
    void sees_no_account_but_the_own(Visitors visitors) {
        openPaid("neighbor", "Neighbor", "premium", "annual", "tok_visa");
        open("curious", "Curious");
        try (Visitor admin = adminOf("curious", visitors, Screen.DESK)) {
            admin.expectComplaint("answer: 404");
            admin.open("/console/subscriptions/neighbor");
            admin.reads("There is no such subscription");
            admin.open("/console");
            admin.reads("You are currently on the Free plan.");
            admin.click("Sign out");
            admin.open("/console/subscriptions/curious");
            assertThat(admin.heading()).isEqualTo("Sign in");
        }
    }
}
