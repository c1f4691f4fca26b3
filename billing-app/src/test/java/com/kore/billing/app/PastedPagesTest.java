package com.kore.billing.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Pasted;
import com.kore.billing.app.testing.PastedPage;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.ServiceProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who pastes the lines of README and then those of a page by reader, one block after the other, sees below each what stands there. The
 * verifier is called on the class path, because the jar is not yet made.
 */
class PastedPagesTest {
    private static final String VERIFIER = "java -jar billing-app/target/billing-app.jar";

    /** A year of 365 days begins. */
    private static final Map<String, String> ON_THE_DAY =
            Map.of("BILLING_CLOCK", "sandbox", "BILLING_CLOCK_START", "2026-11-24T12:00:00Z");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"docs/auditors.md, 9", "docs/analysts.md, 1"})
    void what_is_asked_about_the_readmes_account_prints_what_the_page_says(String page, int blocks) throws Exception {
        List<PastedPage.Example> examples = PastedPage.read(page).examples();
        assertThat(examples).hasSize(blocks);
        try (ServiceProcess service = ServiceProcess.start(directory, ON_THE_DAY, List.of())) {
            URI base = service.awaitReady();
            Pasted.into(
                    directory,
                    PastedPage.read("README.md").examples().getFirst().at(base));
            // A reader takes longer to paste the next ones than rows take to be there.
            new ServiceClient(base, directory.resolve("data"))
                    .get("service", "/v1/subscriptions/acme?minVersion=9")
                    .is(200);

            StringBuilder before = new StringBuilder(":\n");
            for (PastedPage.Example example : examples) {
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
                .filter(line -> line.matches("[A-Z_]+=.*|\\w+\\(\\).*"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
