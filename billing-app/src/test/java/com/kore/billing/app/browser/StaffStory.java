package com.kore.billing.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The vendor's people at their pages: looking accounts through, figures, operations and the clock. */
abstract class StaffStory extends ConsoleStory {

    @Test
    void whoever_reads_accounts_finds_one_and_opens_it(Visitors visitors) {
        openPaid("sought", "Sought & Found", "premium", "annual", "tok_visa");
        open("other", "Another");
        try (Visitor reader = as("service", "/console/", visitors, Screen.DESK)) {
            assertThat(reader.heading()).isEqualTo("Accounts");
            reader.hasNoSeriousViolation();
            reader.fill("Id or name", "found");
            reader.select("Plan", "Premium");
            reader.click("Show");
            reader.reads("Accounts that fit");
            reader.reads("$300.00 on 15 January 2027");
            reader.doesNotRead("Another");
            reader.takePicture("found");
            reader.click("Sought & Found");
            assertThat(reader.heading()).isEqualTo("Account Summary");

            reader.click("Accounts");
            reader.fill("Id or name", "nobody at all");
            reader.click("Show");
            reader.reads("No account fits.");
            reader.hasNoSeriousViolation();
            reader.click("Clear filters");
            reader.reads("All accounts");
        }
    }

    @Test
    void an_analyst_sees_each_figure_drawn_and_takes_the_rows_behind_it(Visitors visitors) {
        openPaid("drawn", "Drawn", "premium", "monthly", "tok_visa");
        try (Visitor analyst = as("analyst", "/console/", visitors, Screen.DESK)) {
            for (String page :
                    new String[] {"Recurring revenue", "Retention", "Plan mix", "Collections", "Recognized revenue"}) {
                analyst.click(page);
                assertThat(analyst.heading()).isEqualTo(page);
                assertThat(drawn(analyst)).as(page).isTrue();
                analyst.hasNoSeriousViolation();
                analyst.takePicture(page.replace(' ', '-'));
            }
            Download rows = analyst.download("revenue_schedule.csv");
            assertThat(rows.name()).startsWith("revenue_schedule-as-of-").endsWith(".csv");
            assertThat(new String(rows.bytes(), StandardCharsets.UTF_8)).contains("DRAWN-0001");
        }
    }

    /** Whether on every canvas there is something of a color of its own, not only lines of grids and letters. */
    private static boolean drawn(Visitor analyst) {
        Object drawn = analyst.page().evaluate("""
                () => [...document.querySelectorAll('canvas[data-table]')].every((canvas) => {
                  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                  for (let i = 0; i < data.length; i += 4) {
                    if (data[i + 3] > 200 && data[i + 2] - data[i] > 100) return true;
                  }
                  return false;
                })""");
        return Boolean.TRUE.equals(drawn);
    }

    @Test
    void an_operator_has_a_read_model_made_anew_and_watches_it(Visitors visitors) {
        open("replayed", "Replayed");
        try (Visitor operator = as("operator", "/console/", visitors, Screen.DESK)) {
            assertThat(operator.heading()).isEqualTo("Operations");
            operator.hasNoSeriousViolation();
            operator.click("Replay invoice");
            operator.reads("the old rows answer until the new ones are complete");
            operator.hasNoSeriousViolation();
            operator.click("Start Replay");
            operator.reads("The new rows answer.");
            operator.hasNoSeriousViolation();
            operator.takePicture("replayed");
            operator.click("Back to Operations");
            operator.click("What operators did");
            operator.reads("Had invoice made anew");
            operator.click("Dead letters");
            operator.reads("No event waits.");
            operator.click("Billing runs");
            operator.hasNoSeriousViolation();
        }
    }
}
