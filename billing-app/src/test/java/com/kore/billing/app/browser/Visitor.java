package com.kore.billing.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;

/**
 * Somebody at a page, who knows of it what can be read there: acts by labels, and waits for what should come. Two things of one label are
 * refused, for nobody could tell which is meant. Who leaves has no complaints, or the test fails.
 */
final class Visitor implements AutoCloseable {
    private final BrowserContext context;
    private final Page page;
    private final Complaints complaints;
    private final Visitors companions;
    private final boolean scripts;
    private int actions;

    Visitor(BrowserContext context, Screen screen, Visitors companions) {
        this.context = context;
        scripts = screen.scripts();
        this.companions = companions;
        complaints = new Complaints(context);
        page = context.newPage();
    }

    /** By its address, as it is typed. */
    void open(String path) {
        actions++;
        page.navigate(path);
    }

    /** A link, a button, or what unfolds. */
    void click(String label) {
        actions++;
        Locator named = role("link", label)
                .or(role("button", label))
                .or(page.locator("summary:text-is(" + quoted(label) + ")"));
        named.click();
        page.waitForLoadState();
    }

    void fill(String label, String value) {
        actions++;
        labeled(label).fill(value);
    }

    void select(String label, String option) {
        actions++;
        labeled(label).selectOption(new SelectOption().setLabel(option));
    }

    /** Checks a box or takes one of several; a part of the label is enough, for prices and explanations often stand in it too. */
    void choose(String label) {
        actions++;
        page.locator("internal:role=radio[name=" + quoted(label) + "i]")
                .or(page.locator("internal:role=checkbox[name=" + quoted(label) + "i]"))
                .check();
    }

    /** @param key such as {@code Tab}, {@code Enter}, {@code Shift+Tab} */
    void press(String key) {
        actions++;
        page.keyboard().press(key);
        page.waitForLoadState();
    }

    Download download(String label) {
        var download = page.waitForDownload(() -> click(label));
        try {
            return new Download(download.suggestedFilename(), Files.readAllBytes(download.path()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** How many times the visitor had to do something. */
    int actions() {
        return actions;
    }

    void reads(String text) {
        assertThat(body())
                .containsText(
                        text,
                        new LocatorAssertions.ContainsTextOptions()
                                .setUseInnerText(true)
                                .setTimeout(Visitors.patienceMs()));
    }

    void doesNotRead(String text) {
        assertThat(body())
                .not()
                .containsText(
                        text,
                        new LocatorAssertions.ContainsTextOptions()
                                .setUseInnerText(true)
                                .setTimeout(Visitors.patienceMs()));
    }

    /** All that can be read, as it stands now. */
    String text() {
        return body().innerText();
    }

    /** What the page says that it is; there is one such. */
    String heading() {
        return page.locator("h1").innerText();
    }

    /** The path, and what follows it, that the browser shows. */
    String address() {
        URI url = URI.create(page.url());
        return url.getRawQuery() == null ? url.getRawPath() : url.getRawPath() + "?" + url.getRawQuery();
    }

    /** Where no script runs, axe-core would wait for itself for ever. */
    void hasNoSeriousViolation() {
        if (!scripts) {
            throw new IllegalStateException("axe-core is a script; ask a visitor whose screen runs them");
        }
        assertThat(Accessibility.graveViolations(page)).as(page.url()).isEmpty();
    }

    /** Nothing makes the page wider than the screen. */
    void needNotScrollSideways() {
        Object over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(over).as("pixels too wide: " + page.url()).isEqualTo(0);
    }

    /** The whole page, in {@code target/screenshots}. */
    void takePicture(String name) {
        page.screenshot(
                new Page.ScreenshotOptions().setPath(companions.picture(name)).setFullPage(true));
    }

    /** One complaint with this in it is right, and must have come when the visitor leaves: such as {@code answer: 409}. */
    void expectComplaint(String part) {
        complaints.expect(part);
    }

    /** For what no label tells: cookies, the focus. */
    Page page() {
        return page;
    }

    /** Leaves; the last picture shows what a test failed at. */
    @Override
    public void close() {
        try {
            takePicture("end");
        } finally {
            context.close();
        }
        assertThat(complaints.unexpected()).as("what the browser complains of").isEmpty();
    }

    private Locator body() {
        return page.locator("body");
    }

    private Locator labeled(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** As {@code getByRole}, which makes of {@code LINK} a role with a dotless i: the JVM of the tests is Turkish. */
    private Locator role(String role, String name) {
        return page.locator("internal:role=" + role + "[name=" + quoted(name) + "s]");
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
