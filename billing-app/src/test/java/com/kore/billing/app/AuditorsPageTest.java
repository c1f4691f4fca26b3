package com.kore.billing.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Pasted;
import com.kore.billing.app.testing.PastedPage;
import com.kore.billing.app.testing.ServiceProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who pastes the lines of README and then those of the page for auditors, one block after the other, sees below each what stands there. The
 * verifier is called on the class path, because the jar is not yet made.
 */
class AuditorsPageTest {
    private static final String VERIFIER = "java -jar billing-app/target/billing-app.jar";

    /** A year of 365 days begins. */
    private static final Map<String, String> ON_THE_DAY =
            Map.of("BILLING_CLOCK", "sandbox", "BILLING_CLOCK_START", "2026-11-24T12:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void an_audit_of_the_readmes_account_prints_what_the_page_says() throws Exception {
        List<PastedPage.Example> audit = PastedPage.read("docs/auditors.md").examples();
        assertThat(audit).hasSize(9);
        try (ServiceProcess service = ServiceProcess.start(directory, ON_THE_DAY, List.of())) {
            URI base = service.awaitReady();
            Pasted.into(
                    directory,
                    PastedPage.read("README.md").examples().getFirst().at(base));

            StringBuilder before = new StringBuilder(":\n");
            for (PastedPage.Example example : audit) {
                String lines = example.at(base).replace(VERIFIER, String.join(" ", ServiceProcess.commandLine()));
                // Each block goes on in the same shell; only what it prints itself is compared.
                String printed = Pasted.into(directory, "{\n" + before + "} > before.txt 2>&1\n" + lines);
                assertThat(printed.lines()
                                .map(line -> PastedPage.common(line) + "\n")
                                .collect(Collectors.joining()))
                        .as("%s%n%s", lines, printed)
                        .matches(PastedPage.promisedWhole(example.answers()));
                before.append(definitions(lines));
            }
        }
    }

    /** What later blocks need of an earlier one. */
    private static String definitions(String lines) {
        return lines.lines()
                .filter(line -> line.matches("[A-Z_]+=.*|ask\\(\\).*"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
