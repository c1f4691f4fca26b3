package com.kore.billing.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Pasted;
import com.kore.billing.app.testing.ServiceProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as people start it: a process of its own, without what only tests have on the class path. */
class ProcessTest {
    @TempDir
    private Path directory;

    @Test
    void prints_lines_that_open_an_account_and_read_it_when_pasted() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(directory, Map.of("BILLING_DATA_DIR", "data"), List.of())) {
            String output = service.outputUntil("account-summary");
            assertThat(output).contains("Kore Billing takes requests at http://127.0.0.1:", "/swagger-ui.html");
            assertThat(directory.resolve("data/tokens.json")).isRegularFile();

            String pasted = Pasted.into(directory, output.substring(output.indexOf("  token() {")));

            assertThat(pasted).contains("SubscriptionOpened", "PlanChanged", "\"amountDue\":{\"amount\":50000,");
            assertThat(pasted).contains("\"accountName\":\"Acme Inc.\"").doesNotContain("urn:kore-billing:problem");
        }
    }

    @Test
    void says_in_two_lines_why_it_does_not_start() {
        ServiceProcess service = ServiceProcess.start(directory, Map.of("BILLING_CATALOGUE", "x"), List.of());

        String output = service.outputUntil("there is no such line");

        assertThat(service.awaitEnd()).isEqualTo(1);
        assertThat(output)
                .contains("There is no setting BILLING_CATALOGUE.", "Did you mean BILLING_CATALOG?")
                .doesNotContain("\tat ");
        assertThat(directory.resolve("data")).doesNotExist();
    }
}
