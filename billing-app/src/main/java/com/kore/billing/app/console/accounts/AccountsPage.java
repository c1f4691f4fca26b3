package com.kore.billing.app.console.accounts;

import com.kore.billing.app.console.Words;
import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.catalog.Plan;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.accountsummary.SubscriptionStatus;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The accounts that fit, a page of them.
 *
 * @param newest the address of the first page; empty on it
 * @param older the address of the page that follows
 * @param anyAtAll whether nothing being here is because of the filters, or of where the page begins
 * @param plans to choose from, each value with what is read
 */
record AccountsPage(
        List<Row> rows,
        Optional<String> newest,
        Optional<String> older,
        boolean anyAtAll,
        Map<String, String> plans,
        Map<String, String> statuses,
        Map<String, String> kinds) {

    /**
     * An account.
     *
     * @param tone how its status is drawn
     * @param perMonth what it pays in a month; a dash for nothing
     */
    record Row(
            String name,
            String id,
            String kind,
            String terms,
            int users,
            String status,
            String tone,
            String perMonth,
            String nextBill) {
        private static final String NOTHING = "-";

        static Row of(AccountSummary summary) {
            return new Row(
                    summary.accountName(),
                    summary.subscriptionId().value(),
                    Words.of(summary.accountKind()),
                    summary.interval()
                            .map(interval -> Words.terms(summary.planName(), interval))
                            .orElse(summary.planName()),
                    summary.managedUsers(),
                    Words.of(summary.status()),
                    summary.status().name(),
                    perMonth(summary),
                    summary.nextBill()
                            .map(bill -> "%s on %s".formatted(Words.money(bill.amountDue()), Words.date(bill.on())))
                            .orElse(NOTHING));
        }

        /** As the account's own page says it: rounded once, half up. */
        private static String perMonth(AccountSummary summary) {
            return summary.interval()
                    .flatMap(interval -> summary.total()
                            .map(total -> total.dividedBy(interval.monthsAsDivisor(), RoundingMode.HALF_UP)))
                    .map(Words::money)
                    .orElse(NOTHING);
        }
    }

    AccountsPage {
        rows = List.copyOf(rows);
    }

    static AccountsPage of(
            List<AccountSummary> found,
            Optional<String> newest,
            Optional<String> older,
            boolean anyAtAll,
            PlanCatalog catalog) {
        return new AccountsPage(
                found.stream().map(Row::of).toList(),
                newest,
                older,
                anyAtAll,
                plans(catalog),
                choices(SubscriptionStatus.values()),
                choices(AccountKind.values()));
    }

    /** Under their latest names; those too that are offered no longer, as accounts may be on them. */
    private static Map<String, String> plans(PlanCatalog catalog) {
        Map<String, String> names = new LinkedHashMap<>();
        for (PlanCatalog.Version version : catalog.versions()) {
            for (Plan plan : version.plans()) {
                names.put(plan.id().value(), plan.name());
            }
        }
        return names;
    }

    private static Map<String, String> choices(Enum<?>[] constants) {
        Map<String, String> choices = new LinkedHashMap<>();
        Arrays.stream(constants)
                .forEach(constant -> choices.put(constant.name().toLowerCase(Locale.ROOT), Words.of(constant)));
        return choices;
    }
}
