package com.kore.billing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as people start it: a process of its own, without what only tests have on the class path. */
class ProcessTest {
    @TempDir
    private Path directory;

    private Process start(Map<String, String> environment) throws IOException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("test"))
                .collect(Collectors.joining(File.pathSeparator));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        classPath,
                        BillingApplication.class.getName())
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().put("SERVER_PORT", "0");
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** What it prints until a line holds the text, or until it ends. */
    private static String outputUntil(Process process, String text) throws IOException {
        StringBuilder output = new StringBuilder();
        BufferedReader reader = process.inputReader();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            output.append(line).append('\n');
            if (line.contains(text)) {
                break;
            }
        }
        return output.toString();
    }

    @Test
    void prints_lines_that_open_an_account_and_read_it_when_pasted() throws Exception {
        Process service = start(Map.of("BILLING_DATA_DIR", "data"));
        try {
            String output = outputUntil(service, "account-summary");
            assertThat(output).contains("Kore Billing takes requests at http://127.0.0.1:", "/swagger-ui.html");
            assertThat(directory.resolve("data/tokens.json")).isRegularFile();

            Path script =
                    Files.writeString(directory.resolve("paste.sh"), output.substring(output.indexOf("  token() {")));
            Process shell = new ProcessBuilder("sh", script.toString())
                    .redirectErrorStream(true)
                    .start();
            String pasted = outputUntil(shell, "there is no such line");

            assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(pasted).contains("SubscriptionOpened", "PlanChanged", "\"amountDue\":{\"amount\":50000,");
            assertThat(pasted).contains("\"accountName\":\"Acme Inc.\"").doesNotContain("urn:kore-billing:problem");
        } finally {
            service.destroy();
            assertThat(service.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void says_in_two_lines_why_it_does_not_start() throws Exception {
        Process service = start(Map.of("BILLING_CATALOGUE", "x"));

        String output = outputUntil(service, "there is no such line");

        assertThat(service.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isEqualTo(1);
        assertThat(output)
                .contains("There is no setting BILLING_CATALOGUE.", "Did you mean BILLING_CATALOG?")
                .doesNotContain("\tat ");
        assertThat(directory.resolve("data")).doesNotExist();
    }
}
