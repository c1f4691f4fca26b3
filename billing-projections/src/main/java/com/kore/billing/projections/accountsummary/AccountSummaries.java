package com.kore.billing.projections.accountsummary;

import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.projections.readmodel.Documents;
import com.kore.billing.projections.readmodel.Filter;
import com.kore.billing.projections.readmodel.RowForm;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Questions to the account summaries. */
public final class AccountSummaries {
    private static final int ASKED_AGAIN_MIN = 100;
    private static final int ASKED_AT_ONCE_MAX = 5_000;

    private final Documents<SummaryRow> summaries;
    private final JdbcClient jdbc;
    private final RowForm form;

    public AccountSummaries(JdbcClient jdbc, RowForm form) {
        AccountSummaryModel model = new AccountSummaryModel();
        this.summaries = new Documents<>(model, model.heads(), jdbc, form);
        this.jdbc = jdbc;
        this.form = form;
    }

    /**
     * Which summaries are meant; what is empty excludes none.
     *
     * @param renewsBefore exclusive
     * @param text in the id or the account's name, of any case
     */
    public record Query(
            Optional<PlanId> plan,
            Optional<SubscriptionStatus> status,
            Optional<AccountKind> kind,
            Optional<LocalDate> renewsBefore,
            Optional<String> text) {
        public static final Query ALL =
                new Query(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Optional<SummaryRow> find(SubscriptionId id) {
        return summaries.list(new Filter().and("subscription_id = ?", id), "", 1).stream()
                .findFirst();
    }

    /** How many events of a subscription its summary has seen; 0 if there is none. */
    public long version(SubscriptionId id) {
        return jdbc.sql("""
                        SELECT version FROM account_summary
                        WHERE generation = (SELECT generation FROM read_model WHERE name = 'account_summary')
                        AND subscription_id = ?""").param(id.value()).query(Long.class).optional().orElse(0L);
    }

    /**
     * The newest subscriptions first.
     *
     * @param after the opening's position of the last one seen
     */
    public List<SummaryRow> list(Query query, Optional<Long> after, int limit) {
        Optional<SearchText> text = query.text().map(SearchText::of);
        List<SummaryRow> found = new ArrayList<>();
        Optional<Long> last = after;
        boolean hasMore = true;
        int asked = limit;
        while (hasMore && found.size() < limit) {
            List<SummaryRow> maybe = maybe(query, text, last, asked);
            maybe.stream()
                    .filter(row -> text.map(part -> part.isIn(row)).orElse(true))
                    .limit(limit - found.size())
                    .forEach(found::add);
            hasMore = maybe.size() == asked;
            last = hasMore ? Optional.of(maybe.getLast().opening().position()) : last;
            // Where much only looks like what is meant, few statements read it.
            asked = Math.min(ASKED_AT_ONCE_MAX, 2 * Math.max(ASKED_AGAIN_MIN, asked));
        }
        return found;
    }

    /** What the database can tell: all that are meant, and others whose hidden names only look like it. */
    private List<SummaryRow> maybe(Query query, Optional<SearchText> text, Optional<Long> after, int limit) {
        Filter filter = new Filter()
                .and("plan = ?", query.plan())
                .and("status = ?", query.status())
                .and("account_kind = ?", query.kind())
                .and("renews_on < ?", query.renewsBefore())
                .and("opened_position < ?", after);
        text.ifPresent(part -> part.narrow(filter, form));
        return summaries.list(filter, "ORDER BY opened_position DESC", limit);
    }
}
