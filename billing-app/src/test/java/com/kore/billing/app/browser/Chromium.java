package com.kore.billing.app.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser of the machine, driven by Playwright, which would bring one of its own and must not: it has no packages for every machine. */
record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {
    private static final String NAMED = "BILLING_TEST_CHROMIUM";
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    static final String MISSING = "there is no Chromium here for tests of pages: apt-get install chromium, or let "
            + NAMED + " name one (environment variable or system property)";

    /** The one that is named, and no other if one is; else the first of the usual names. */
    static Optional<Path> found() {
        return Optional.ofNullable(System.getProperty(NAMED))
                .or(() -> Optional.ofNullable(System.getenv(NAMED)))
                .map(named -> Stream.of(Path.of(named)))
                .orElseGet(() -> NAMES.stream().flatMap(Chromium::onPath))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static Stream<Path> onPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of("/usr/bin"), Stream.of(path.split(File.pathSeparator, -1)))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name));
    }

    static Chromium start() {
        Path executable = found().orElseThrow(() -> new IllegalStateException(MISSING));
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            // Builds run as root, and in containers with little shared memory.
            BrowserType.LaunchOptions options = new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setHeadless(true)
                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage"));
            return new Chromium(playwright, playwright.chromium().launch(options));
        } catch (RuntimeException refused) {
            playwright.close();
            throw refused;
        }
    }

    /** Ends the browser and Playwright's own process. */
    @Override
    public void close() {
        playwright.close();
    }
}
