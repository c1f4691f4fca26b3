package com.kore.billing.app.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.nio.file.Path;

/** Those who come in one test, each with cookies of their own, and the pictures that they take. */
final class Visitors {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final double PATIENCE_MS = 20_000;

    private final Browser browser;
    private final String test;
    private int pictures;

    Visitors(Browser browser, String test) {
        this.browser = browser;
        this.test = test;
    }

    /** Somebody at a desk. */
    Visitor come(URI base) {
        return come(base, Screen.DESK);
    }

    /** Where they come from is the same for all: their language, and a time zone that is neither UTC nor the tests' own. */
    Visitor come(URI base, Screen screen) {
        Browser.NewContextOptions options = new Browser.NewContextOptions()
                .setBaseURL(base.toString())
                .setViewportSize(screen.width(), screen.height())
                .setLocale("en-US")
                .setTimezoneId("America/New_York")
                .setReducedMotion(ReducedMotion.REDUCE)
                .setJavaScriptEnabled(screen.scripts());
        // Light is what Chromium has. Said by its name it is refused: Playwright lowers names in the language of the
        // JVM, and tests are Turkish.
        if (screen.dark()) {
            options.setColorScheme(ColorScheme.DARK);
        }
        var context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE_MS);
        return new Visitor(context, screen, this);
    }

    /** Numbered in the order in which they are taken, by all visitors of the test. */
    Path picture(String name) {
        pictures++;
        return PICTURES.resolve("%s-%02d-%s.png".formatted(test, pictures, name));
    }

    static double patienceMs() {
        return PATIENCE_MS;
    }
}
