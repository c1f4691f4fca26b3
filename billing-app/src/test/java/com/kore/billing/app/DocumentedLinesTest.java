package com.kore.billing.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Pasted;
import com.kore.billing.app.testing.PastedPage;
import com.kore.billing.app.testing.ServiceProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who pastes the lines of README and of the page for services into a shell sees what stands below them. Time stands still on a day of the
 * year on which the simulated renewals fall between the steps, as on most days.
 */
class DocumentedLinesTest {
    private static final Map<String, String> ON_THE_DAY =
            Map.of("BILLING_CLOCK", "sandbox", "BILLING_CLOCK_START", "2026-11-24T12:00:00Z");
    private static final String SHELL_OF_THE_DAY = "date() { echo 2026; }\n";

    @TempDir
    private Path directory;

    @Test
    void lines_that_are_pasted_print_what_the_pages_say() throws Exception {
        List<PastedPage.Example> readme = PastedPage.read("README.md").examples();
        List<PastedPage.Example> services = PastedPage.read("docs/services.md").examples();
        assertThat(readme).hasSize(1);
        assertThat(services).hasSize(2);
        try (ServiceProcess service = ServiceProcess.start(directory, ON_THE_DAY, List.of())) {
            URI base = service.awaitReady();
            String opening = readme.getFirst().at(base);

            List<String> printed = Pasted.into(directory, opening).lines().toList();
            assertThat(printed).hasSameSizeAs(readme.getFirst().answers());
            assertInOrder(readme.getFirst().answers(), printed);

            StringBuilder all = new StringBuilder(SHELL_OF_THE_DAY);
            services.forEach(example -> all.append(example.at(base)));
            List<String> answers = services.stream()
                    .flatMap(example -> example.answers().stream())
                    .toList();
            assertInOrder(
                    answers, Pasted.into(directory, all.toString()).lines().toList());
        }
    }

    /** Between the lines that a page promises there may be others, such as headers. */
    private static void assertInOrder(List<String> promised, List<String> printed) {
        Iterator<String> lines = printed.stream().map(PastedPage::common).iterator();
        for (String answer : promised) {
            boolean found = false;
            while (!found && lines.hasNext()) {
                found = PastedPage.promised(answer).matcher(lines.next()).matches();
            }
            assertThat(found)
                    .as("%s%nis not in%n%s", answer, String.join("\n", printed))
                    .isTrue();
        }
    }
}
