package com.kore.billing.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Visitors find what is wrong with a page, and nothing with one that is right; else what they say of ours would mean nothing. */
@InBrowser
class VisitorTest {
    private static final Map<String, String> PAGES = Map.ofEntries(
            page("/right", """
                    <h1>Payment method</h1>
                    <form action="/done">
                      <label for="holder">Name on card</label> <input id="holder" name="holder">
                      <label for="country">Country</label>
                      <select id="country" name="country"><option value="at">Austria</option><option value="us">United States</option></select>
                      <fieldset><legend>Billed</legend>
                        <label><input type="radio" name="every" value="month"> Monthly, $10.00</label>
                        <label><input type="radio" name="every" value="year"> Annually, $100.00</label>
                      </fieldset>
                      <label><input type="checkbox" name="terms"> Print "as is"</label>
                      <button>Change</button>
                    </form>
                    <details><summary>More</summary><p>Unfolded</p></details>
                    <noscript><p>No script runs here</p></noscript>
                    <p><a href="/rows.csv">Rows</a> <a href="/wrong">Elsewhere</a></p>"""),
            page("/done", "<h1>Changed</h1><p hidden>Never shown</p>"),
            page("/unlabeled", "<h1>Payment method</h1><input name=\"holder\">"),
            page("/twice", "<h1>Twice</h1><a href=\"/right\">Change</a> <button>Change</button>"),
            page("/wide", "<h1>" + "w".repeat(200) + "</h1>"),
            page("/missing-image", "<h1>Missing</h1><img src=\"/none.png\" alt=\"None\">"),
            page("/elsewhere", "<h1>Elsewhere</h1><img src=\"http://127.0.0.1:1/none.png\" alt=\"None\">"),
            page("/styled", "<h1 style=\"color: red\">Styled</h1>"),
            page("/scripted", "<h1>Scripted</h1><script>document.title = 'Other'</script>"),
            page("/console", "<h1>Console</h1><script src=\"/console.js\"></script>"),
            page("/broken", "<h1>Broken</h1><script src=\"/broken.js\"></script>"),
            Map.entry("/console.js", "console.error('It went wrong')"),
            Map.entry("/broken.js", "throw new Error('Nobody caught this')"),
            Map.entry("/rows.csv", "a,b\n1,2\n"));

    private static StaticPages pages = new StaticPages(Map.of());

    @BeforeAll
    static void start() {
        pages = new StaticPages(PAGES);
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void acts_by_labels_with_scripts_and_without(boolean scripts, Visitors visitors) {
        Screen screen = scripts ? Screen.DESK : Screen.DESK.withoutScripts();
        try (Visitor visitor = visitors.come(pages.base(), screen)) {
            visitor.open("/right");
            visitor.doesNotRead("Unfolded");
            visitor.click("More");
            visitor.reads("Unfolded");
            assertThat(visitor.text().contains("No script runs here")).isNotEqualTo(scripts);

            visitor.fill("Name on card", "Ilıcalı");
            visitor.select("Country", "United States");
            visitor.choose("Annually");
            visitor.choose("Print \"as is\"");
            visitor.click("Change");

            visitor.reads("Changed");
            visitor.doesNotRead("Never shown");
            assertThat(visitor.heading()).isEqualTo("Changed");
            assertThat(visitor.address()).isEqualTo("/done?holder=Il%C4%B1cal%C4%B1&country=us&every=year&terms=on");
            assertThat(visitor.actions()).isEqualTo(7);
        }
    }

    @Test
    void keeps_files_that_are_given(Visitors visitors) {
        try (Visitor visitor = visitors.come(pages.base())) {
            visitor.open("/right");
            Download rows = visitor.download("Rows");
            assertThat(rows.name()).isEqualTo("rows.csv");
            assertThat(rows.bytes()).asString().isEqualTo("a,b\n1,2\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/missing-image, answer: 404 to GET",
        "/elsewhere, Content Security Policy",
        "/styled, Content Security Policy",
        "/scripted, Content Security Policy",
        "/console, It went wrong",
        "/broken, Nobody caught this",
        "/nowhere, answer: 404 to GET"
    })
    void complains_of_what_the_browser_complains_of(String path, String complaint, Visitors visitors) {
        Visitor visitor = visitors.come(pages.base());
        visitor.open(path);
        assertThatThrownBy(visitor::close).isInstanceOf(AssertionError.class).hasMessageContaining(complaint);
        try (Visitor prepared = visitors.come(pages.base())) {
            prepared.expectComplaint(complaint);
            prepared.open(path);
        }
    }

    @Test
    void complains_of_a_style_where_no_script_runs(Visitors visitors) {
        try (Visitor visitor = visitors.come(pages.base(), Screen.DESK.withoutScripts())) {
            visitor.expectComplaint("Content Security Policy");
            visitor.open("/styled");
        }
    }

    @Test
    void misses_a_complaint_that_did_not_come(Visitors visitors) {
        Visitor visitor = visitors.come(pages.base());
        visitor.open("/right");
        visitor.expectComplaint("answer: 409");
        assertThatThrownBy(visitor::close).hasMessageContaining("missing: answer: 409");
    }

    @Test
    void finds_a_field_that_nothing_names(Visitors visitors) {
        try (Visitor visitor = visitors.come(pages.base())) {
            visitor.open("/right");
            visitor.hasNoSeriousViolation();
            visitor.open("/unlabeled");
            assertThatThrownBy(visitor::hasNoSeriousViolation)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("label (critical)")
                    .hasMessageContaining("<input name=\"holder\">");
        }
    }

    @Test
    void does_not_know_which_of_two_is_meant(Visitors visitors) {
        try (Visitor visitor = visitors.come(pages.base())) {
            visitor.open("/twice");
            assertThatThrownBy(() -> visitor.click("Change")).hasMessageContaining("strict mode violation");
        }
    }

    @Test
    void sees_on_a_narrow_screen_what_is_too_wide_for_it(Visitors visitors) {
        try (Visitor visitor = visitors.come(pages.base(), Screen.NARROW)) {
            visitor.open("/wide");
            assertThatThrownBy(visitor::needNotScrollSideways).hasMessageContaining("pixels too wide");
            visitor.open("/right");
            assertThatCode(visitor::needNotScrollSideways).doesNotThrowAnyException();
        }
    }

    @Test
    void comes_from_new_york_by_day_or_in_the_dark(Visitors visitors) {
        String colors = "matchMedia('(prefers-color-scheme: dark)').matches";
        try (Visitor visitor = visitors.come(pages.base());
                Visitor other = visitors.come(pages.base(), Screen.NARROW.inTheDark())) {
            assertThat(visitor.page().evaluate(colors)).isEqualTo(false);
            assertThat(other.page().evaluate(colors)).isEqualTo(true);
            assertThat(visitor.page()
                            .evaluate("[Intl.DateTimeFormat().resolvedOptions().timeZone, navigator.language].join()"))
                    .isEqualTo("America/New_York,en-US");
        }
    }

    @Test
    void numbers_pictures_by_test(Visitors visitors) {
        try (Visitor visitor = visitors.come(pages.base())) {
            visitor.open("/right");
            visitor.takePicture("right");
        }
        assertThat(Path.of("target", "screenshots"))
                .isDirectoryContaining("glob:**.numbers_pictures_by_test-01-right.png");
        assertThat(Path.of("target", "screenshots"))
                .isDirectoryContaining("glob:**.numbers_pictures_by_test-02-end.png");
    }

    private static Map.Entry<String, String> page(String path, String body) {
        return Map.entry(
                path,
                "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width\"><title>Page</title></head><body><main>"
                        + body + "</main></body></html>");
    }
}
