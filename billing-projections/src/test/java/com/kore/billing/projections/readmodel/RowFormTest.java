package com.kore.billing.projections.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.projections.History;
import com.kore.billing.projections.accountsummary.AccountSummaryModel;
import com.kore.billing.projections.accountsummary.SummaryRow;
import com.kore.billing.projections.invoices.InvoiceRow;
import com.kore.billing.projections.invoices.InvoicesModel;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RowFormTest {
    private static final Table<SummaryRow> SUMMARIES = new AccountSummaryModel().heads();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RowForm form = new RowForm(new LegibleSeals());

    private static SummaryRow summary(History history) {
        return SubscriptionFold.of(new AccountSummaryModel(), history.events())
                .head()
                .orElseThrow();
    }

    private static History contracted() {
        return new History("acme")
                .opened("2026-01-15T09:00:00Z", 3)
                .wentPaid("2026-01-15T10:00:00Z", "premium", BillingInterval.MONTHLY)
                .paid("2026-01-15T10:00:01Z", 1)
                .canceled("2026-01-20T09:00:00Z")
                .broughtUpTo("2026-02-15T00:00:00Z")
                .signed("2026-02-16T09:00:00Z", BillingInterval.MONTHLY, 3, "USD 9.00", "2026-03-01", "2026-06-01");
    }

    @Test
    void what_is_personal_stands_sealed_for_its_table_and_account_and_is_read_back() {
        SummaryRow row = summary(contracted());

        String document = form.write(SUMMARIES, "acme", row);

        JsonNode json = JSON.readTree(document);
        assertThat(json.at("/opening/accountName").asString())
                .isEqualTo("sealed for account_summary of acme: \"Acme Inc.\"");
        assertThat(json.at("/billingProfile").asString())
                .startsWith("sealed for account_summary of acme: {\"contactName\":\"Ada Byron\",");
        assertThat(json.at("/holding/contracts/signed/0/reference").asString())
                .isEqualTo("sealed for account_summary of acme: \"C-1\"");
        assertThat(form.read(SUMMARIES, "acme", document)).isEqualTo(row);
    }

    @Test
    void why_money_was_paid_back_stands_sealed_too_and_what_nobody_said_stands_nowhere() {
        History history = contracted().askedForRefund("2026-02-17T09:00:00Z", 1, Optional.of("USD 1.00"));
        InvoiceRow invoice = SubscriptionFold.of(new InvoicesModel(), history.events()).rows().values().stream()
                .findFirst()
                .orElseThrow();
        @SuppressWarnings("unchecked")
        Table<InvoiceRow> table = (Table<InvoiceRow>) new InvoicesModel().rows().getFirst();

        String document = form.write(table, "acme", invoice);

        assertThat(JSON.readTree(document)
                        .at("/settlement/creditNotes/0/reason")
                        .asString())
                .isEqualTo("sealed for invoice of acme: \"overcharged\"");
        assertThat(form.read(table, "acme", document)).isEqualTo(invoice);
        SummaryRow free = summary(new History("acme").opened("2026-01-15T09:00:00Z", 3));
        assertThat(form.write(SUMMARIES, "acme", free)).doesNotContain("billingProfile");
        assertThat(form.read(SUMMARIES, "acme", form.write(SUMMARIES, "acme", free)))
                .isEqualTo(free);
    }

    @Test
    void a_personal_value_in_plain_text_or_of_another_account_is_not_read() {
        String document = form.write(SUMMARIES, "acme", summary(contracted()));
        String plain = document.replace("sealed for account_summary of acme: \\\"Acme Inc.\\\"", "Acme Inc.");

        assertThat(plain).isNotEqualTo(document);
        assertThatThrownBy(() -> form.read(SUMMARIES, "acme", plain)).hasMessageContaining("was altered");
        assertThatThrownBy(() -> form.read(SUMMARIES, "beta", document)).hasMessageContaining("was altered");
    }

    @Test
    void a_text_is_found_by_patterns_that_all_fit_its_index() {
        String index = form.index("banana 😀");

        for (String part : List.of("b", "an", "ana", "nana", "banana 😀", "a 😀", "😀")) {
            assertThat(form.patterns(part))
                    .isNotEmpty()
                    .allSatisfy(pattern -> assertThat(index).contains(pattern.substring(1, pattern.length() - 1)));
        }
        assertThat(index.split(" ", -1))
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(Pattern.compile("\\d\\d").asMatchPredicate());
        assertThat(form.patterns("a".repeat(255))).hasSize(1);
        assertThat(form.patterns("the quick brown fox jumps over the lazy dog")).hasSizeLessThanOrEqualTo(32);
    }
}
