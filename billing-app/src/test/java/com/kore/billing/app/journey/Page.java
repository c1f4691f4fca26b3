package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A page of the console, as somebody reads it who sees no markup. */
record Page(Answer answer) {
    private static final Pattern TABLE = Pattern.compile("<table.*?</table>", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("<tr.*?</tr>", Pattern.DOTALL);
    private static final Pattern CELL = Pattern.compile("<t[dh][ >].*?</t[dh]>", Pattern.DOTALL);
    private static final Pattern HEAD =
            Pattern.compile("<head>.*?</head>|<tr>\\s*<th scope=\"col\".*?</tr>", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("<a [^>]*?href=\"([^\"]*)\"[^>]*>\\s*([^<]*?)\\s*</a>");

    Page is(int status) {
        answer.is(status);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        return this;
    }

    String html() {
        return answer.response().body();
    }

    /** All that can be read, with single blanks. */
    String text() {
        return plain(HEAD.matcher(html()).replaceAll(""));
    }

    /** The cells of each row of all tables, headings aside. */
    List<List<String>> rows() {
        return rowsIn(html());
    }

    /** Those of the table with this in its caption; none if there is no such table. */
    List<List<String>> rows(String caption) {
        return TABLE.matcher(html())
                .results()
                .map(MatchResult::group)
                .filter(table ->
                        plain(table.replaceFirst("(?s)</caption>.*", "")).contains(caption))
                .findFirst()
                .map(Page::rowsIn)
                .orElse(List.of());
    }

    private static List<List<String>> rowsIn(String html) {
        return ROW.matcher(HEAD.matcher(html).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .map(row -> CELL.matcher(row)
                        .results()
                        .map(cell -> plain(cell.group()))
                        .toList())
                .toList();
    }

    /** Where a link leads; empty if there is none with this label. */
    String link(String label) {
        return LINK.matcher(html())
                .results()
                .filter(link -> plain(link.group(2)).equals(label))
                .map(link -> plain(link.group(1)))
                .findFirst()
                .orElse("");
    }

    Page reads(String... texts) {
        assertThat(text()).contains(texts);
        return this;
    }

    private static String plain(String html) {
        return html.replaceAll("<[^>]*>", " ")
                .replace("&middot;", "\u00b7")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#39;", "'")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .replaceAll(" (?=[,.])", "")
                .strip();
    }
}
