package com.kore.billing.app.oracle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The figures of the account summary, in the shape of HTTP. An empty value is null there. */
final class Pages {
    private Pages() {}

    static Map<String, Object> summary(Account account, PriceList prices) {
        Optional<Term> term = account.term;
        Optional<Term> renewing = term.filter(paid -> !account.isCanceling);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("status", account.status());
        summary.put("plan", term.map(Term::plan).orElse(prices.free()));
        summary.put("interval", term.map(paid -> paid.interval().word()));
        summary.put("managedUsers", account.users);
        summary.put("pricePerUser", term.map(paid -> Sums.money(paid.price(), account.currency)));
        summary.put("total", term.map(paid -> Sums.money(paid.price() * account.users, account.currency)));
        summary.put("currentPeriod", term.map(paid -> Sums.period(paid.start(), paid.end())));
        summary.put("renewsOn", renewing.map(paid -> paid.end().toString()));
        summary.put(
                "endsOn",
                term.filter(paid -> account.isCanceling).map(paid -> paid.end().toString()));
        summary.put("nextBill", renewing.map(paid -> nextBill(account, paid)));
        summary.put(
                "scheduledChange",
                renewing.filter(paid -> !account.scheduled.isEmpty()).map(paid -> scheduled(account, paid)));
        summary.put("creditBalance", Sums.money(account.books.creditBalance(), account.currency));
        return summary;
    }

    /** What will be charged then: at the price that the catalog has for that day, less the credit balance. */
    private static Map<String, Object> nextBill(Account account, Term term) {
        long total = account.following(term).price() * usersThen(account);
        long credit = Math.min(total, account.books.creditBalance());
        Map<String, Object> bill = new LinkedHashMap<>();
        bill.put("on", term.end().toString());
        bill.put("total", Sums.money(total, account.currency));
        bill.put("creditApplied", Sums.money(credit, account.currency));
        bill.put("amountDue", Sums.money(total - credit, account.currency));
        return bill;
    }

    /** All the terms that take over, changed or not. */
    private static Map<String, Object> scheduled(Account account, Term term) {
        Term next = account.following(term);
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("effectiveOn", term.end().toString());
        change.put("plan", next.plan());
        change.put("interval", next.interval().word());
        change.put("managedUsers", usersThen(account));
        change.put("pricePerUser", Sums.money(next.price(), account.currency));
        return change;
    }

    private static int usersThen(Account account) {
        return account.scheduled.users().orElse(account.users);
    }
}
