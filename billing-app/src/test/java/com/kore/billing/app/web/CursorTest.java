package com.kore.billing.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final Cursor CURSOR = new Cursor("invoices", List.of("2026-01-31", "ACME-0001"));

    @Test
    void a_cursor_reads_back_as_it_was_and_needs_no_escaping() {
        assertThat(CURSOR.asText()).matches("[A-Za-z0-9_-]+");
        assertThat(Cursor.parse(CURSOR.asText(), "invoices", 2)).isEqualTo(CURSOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "!!", "AAAA", "MQ", "Mgppbi0K", "___", "gICA", "żółw"})
    void any_other_text_is_refused(String text) {
        refused(text, "invoices", 2);
    }

    @Test
    void a_cursor_of_another_list_or_of_other_keys_or_too_long_is_refused() {
        refused(CURSOR.asText(), "billing-history", 2);
        refused(CURSOR.asText(), "invoices", 1);
        refused("A".repeat(5000), "invoices", 2);
    }

    private static void refused(String text, String list, int keys) {
        assertThatThrownBy(() -> Cursor.parse(text, list, keys))
                .isInstanceOfSatisfying(RequestRefused.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ProblemCode.INVALID);
                    assertThat(refusal.violations())
                            .extracting(Violation::field)
                            .containsExactly("cursor");
                });
    }

    @Test
    void a_page_says_whether_there_is_more() {
        PageOf<String> first = PageOf.of(List.of("a", "b", "c"), 2, item -> new Cursor("letters", List.of(item)));
        PageOf<String> last = PageOf.of(List.of("c"), 2, item -> new Cursor("letters", List.of(item)));

        assertThat(first.items()).containsExactly("a", "b");
        assertThat(first.nextCursor()).contains(new Cursor("letters", List.of("b")).asText());
        assertThat(first.hasMore()).isTrue();
        assertThat(last).isEqualTo(new PageOf<>(List.of("c"), Optional.empty(), false));
    }

    @Test
    void a_page_has_1_to_100_items() {
        assertThat(PageOf.checkedLimit(1)).isEqualTo(1);
        assertThat(PageOf.checkedLimit(100)).isEqualTo(100);
        assertThatThrownBy(() -> PageOf.checkedLimit(0)).isInstanceOf(RequestRefused.class);
        assertThatThrownBy(() -> PageOf.checkedLimit(101)).isInstanceOf(RequestRefused.class);
    }
}
