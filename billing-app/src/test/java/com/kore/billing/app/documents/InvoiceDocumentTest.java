package com.kore.billing.app.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.app.StartRefused;
import com.kore.billing.app.testing.Pdf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** An invoice on paper. */
class InvoiceDocumentTest {
    private static final String ARROW_OF_DEJAVU_SERIF = "\u2900";
    private static final String REPLACEMENT = "\uFFFD";

    @TempDir
    private Path directory;

    private static Pdf printed(String name, String... fonts) throws IOException {
        return Pdf.read(Sample.printed(name, fonts));
    }

    private Path font(String name) throws IOException {
        byte[] content = new ClassPathResource("net/sf/jasperreports/fonts/dejavu/" + name).getContentAsByteArray();
        return Files.write(directory.resolve(name), content);
    }

    @Test
    void it_has_a_title_and_a_language_and_is_tagged_for_screen_readers() throws IOException {
        Pdf pdf = printed("Acme Inc.");

        assertThat(pdf.title()).isEqualTo("Invoice ACME-0002");
        assertThat(pdf.language()).isEqualTo("en-US");
        assertThat(pdf.tagged()).isTrue();
        assertThat(pdf.pages()).isEqualTo(1);
        pdf.says("Page 1 of 1");
    }

    @Test
    void its_fonts_are_in_it_as_far_as_they_are_used() throws IOException {
        byte[] content = Sample.printed("Acme Inc.");

        assertThat(Pdf.read(content).embedded()).isTrue();
        assertThat(Pdf.read(content).fonts())
                .hasSize(2)
                .allMatch(name -> name.matches("[A-Z]{6}\\+DejaVuSans(-Bold)?"));
        assertThat(content.length).isLessThan(100_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ay\u015fe \u00d6\u011f\u00fct A.\u015e., \u0130zmir",
                "Za\u017c\u00f3\u0142\u0107 g\u0119\u015bl\u0105 ja\u017a\u0144, \u0141\u00f3d\u017a",
                "\u03a9\u03bc\u03ad\u03b3\u03b1 \u0391.\u0395.",
                "\u0416\u0443\u043a \u0438 \u0441\u044b\u043d\u043e\u0432\u044c\u044f",
                "Fluffy Offices \u2013 \u20ac \u00a5"
            })
    void names_are_printed_as_they_are_written(String name) throws IOException {
        printed(name).says(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=\"http://elsewhere.example/a.png\"/>",
                "<b>R&D</b> &amp; &#60; ]]> <!--",
                "</style><style>@import url(http://elsewhere.example/a.css);",
                "${7*7} [[${7*7}]] __${7*7}__ 'quoted'"
            })
    void what_customers_write_is_text_and_asks_for_nothing(String name) throws IOException {
        Pdf pdf = printed(name);

        pdf.says(name);
        assertThat(pdf.asksForAddresses()).isFalse();
    }

    @Test
    void what_no_font_has_is_printed_as_a_replacement() throws IOException {
        printed("A\u65e5\u672cZ").says("A" + REPLACEMENT + REPLACEMENT + "Z");
        printed("A\u0001\uD800\uFFFEZ").says("A" + REPLACEMENT.repeat(3) + "Z");
    }

    @Test
    void a_font_of_the_operators_is_asked_for_what_is_missing() throws IOException {
        Pdf pdf = printed(
                "A" + ARROW_OF_DEJAVU_SERIF + "Z", font("DejaVuSerif.ttf").toString());

        pdf.says("A" + ARROW_OF_DEJAVU_SERIF + "Z");
        assertThat(pdf.fonts()).hasSize(3);
        assertThat(pdf.embedded()).isTrue();
        assertThat(printed("Acme", font("DejaVuSerif.ttf").toString()).fonts()).hasSize(2);
    }

    @Test
    void a_file_that_is_no_font_or_is_not_there_stops_the_start() throws IOException {
        Path text = Files.writeString(directory.resolve("text.ttf"), "No font at all");
        Path empty = Files.createFile(directory.resolve("empty.ttc"));
        Path cut = Files.write(
                directory.resolve("cut.ttf"), Arrays.copyOf(Files.readAllBytes(font("DejaVuSans.ttf")), 9_000));

        for (Path file : List.of(text, empty, cut, directory, directory.resolve("missing.ttf"))) {
            assertThatThrownBy(() -> new PrintFonts(List.of(file.toString())))
                    .as(file.toString())
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining(file.toString())
                    .extracting(refused -> ((StartRefused) refused).remedy())
                    .asString()
                    .contains("BILLING_DOCUMENTS_FONTS");
        }
    }

    @Test
    void many_lines_go_on_on_further_pages_below_their_headings() throws IOException {
        Pdf pdf = Pdf.read(Sample.printer().pdf(InvoicePage.of(Sample.ofLines(60))));

        assertThat(pdf.pages()).isEqualTo(4);
        assertThat(pdf.text().split("Price per user", -1)).hasSize(5);
        assertThat(pdf.text().split("billed monthly", -1)).hasSize(61);
        pdf.says("Page 4 of 4");
    }

    @Test
    void a_long_name_without_a_gap_stays_on_the_page() throws IOException {
        Pdf pdf = printed("W".repeat(200));

        pdf.says("W".repeat(200));
        assertThat(pdf.rightEdge()).isLessThan(0.95);
    }

    @Test
    void many_are_printed_at_once() throws IOException {
        InvoiceDocument printer = Sample.printer();

        List<String> texts = IntStream.range(0, 40)
                .parallel()
                .mapToObj(number -> printer.pdf(InvoicePage.of(Sample.paid("Account %d.".formatted(number)))))
                .map(pdf -> Pdf.read(pdf).text())
                .toList();

        for (int number = 0; number < texts.size(); number++) {
            assertThat(texts.get(number)).contains("Account %d.".formatted(number));
        }
    }
}
