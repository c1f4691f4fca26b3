package com.kore.billing.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Set;

/** What axe-core finds wrong with a page for those who cannot see it, or not well. It comes in by Playwright, which no CSP stops. */
final class Accessibility {
    private static final Set<String> GRAVE = Set.of("serious", "critical");

    private Accessibility() {}

    /** Each violation that somebody would fail at, with the elements that it is about. */
    static List<String> graveViolations(Page page) {
        AxeResults results = new AxeBuilder(page).analyze();
        assertThat(results.isErrored()).as(results.getErrorMessage()).isFalse();
        assertThat(results.getPasses()).as("what axe-core looked at").isNotEmpty();
        return results.getViolations().stream()
                .filter(rule -> GRAVE.contains(rule.getImpact()))
                .flatMap(rule -> rule.getNodes().stream().map(node -> told(rule, node)))
                .toList();
    }

    private static String told(Rule rule, CheckedNode node) {
        return "%s (%s): %s%n  at %s: %s%n  %s"
                .formatted(
                        rule.getId(),
                        rule.getImpact(),
                        rule.getHelp(),
                        node.getTarget(),
                        node.getHtml(),
                        node.getFailureSummary());
    }
}
