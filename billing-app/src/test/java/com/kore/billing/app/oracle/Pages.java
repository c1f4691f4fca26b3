package com.kore.billing.app.oracle;

import com.kore.billing.app.oracle.Contracts.Running;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The figures of the account summary, in the shape of HTTP. An empty value is null there. */
final class Pages {
    private Pages() {}

    static Map<String, Object> summary(Account account, PriceList prices) {
        Map<String, Object> summary = account.contracts
                .running()
                .map(contract -> underContract(account, contract))
                .orElseGet(() -> online(account, prices));
        summary.put("status", account.status());
        summary.put("creditBalance", Sums.money(account.books.creditBalance(), account.currency));
        if (account.contracts.nextDay().isPresent()) {
            summary.put("availableChanges", List.of());
        }
        return summary;
    }

    /** Amounts are in minor units. */
    static Map<String, Object> figures(Account account) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("movements", account.recurring.shown());
        figures.put("mrr", account.recurring.shownByDay());
        figures.put("revenue", Earned.shown(account.books));
        return figures;
    }

    private static Map<String, Object> online(Account account, PriceList prices) {
        Optional<Term> term = account.term;
        Optional<Term> renewing = term.filter(paid -> !account.isCanceling);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("accountKind", "online");
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
        summary.put("nextBill", renewing.map(paid -> nextBill(account, paid)).or(() -> nextBill(account)));
        summary.put(
                "scheduledChange",
                renewing.filter(paid -> !account.scheduled.isEmpty())
                        .map(paid -> scheduled(account, paid))
                        .or(() -> starting(account)));
        summary.put("sections", List.of("modify_subscription", "payment_method", "billing_profile"));
        summary.put("contract", Optional.empty());
        return summary;
    }

    /** What will be charged then: at the price that the catalog has for that day, less the credit balance. */
    private static Map<String, Object> nextBill(Account account, Term term) {
        long total = account.following(term).price() * usersThen(account);
        long credit = Math.min(total, account.books.creditBalance());
        return bill(account, term.end().toString(), total, credit);
    }

    private static Map<String, Object> bill(Account account, String on, long total, long credit) {
        Map<String, Object> bill = new LinkedHashMap<>();
        bill.put("on", on);
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

    private static Map<String, Object> underContract(Account account, Running contract) {
        Deal deal = contract.deal;
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("accountKind", "contract");
        summary.put("plan", deal.plan());
        summary.put("interval", deal.interval().word());
        summary.put("managedUsers", contract.prepaid);
        summary.put("pricePerUser", Sums.money(deal.price(), account.currency));
        summary.put("total", Sums.money(deal.price() * contract.prepaid, account.currency));
        summary.put("currentPeriod", Sums.period(contract.periodStart(), contract.periodEnd()));
        summary.put(
                "renewsOn",
                account.contracts
                        .nextCharge()
                        .map(charged -> contract.periodEnd().toString()));
        summary.put("endsOn", account.contracts.lastEnd().orElseThrow().toString());
        summary.put("nextBill", nextBill(account));
        summary.put("scheduledChange", starting(account));
        summary.put(
                "sections", List.of("subscription_information", "subscription_type", "preferences", "payment_method"));
        summary.put("contract", shown(contract));
        return summary;
    }

    private static Map<String, Object> shown(Running contract) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("reference", contract.deal.reference());
        shown.put("start", contract.deal.start().toString());
        shown.put("end", contract.deal.end().toString());
        shown.put("prepaid", contract.prepaid);
        shown.put("used", contract.assigned.size());
        shown.put("available", contract.available());
        shown.put("preferences", contract.preferences.shown());
        return shown;
    }

    /** What a contract, this one or the next, charges next; rule 19h: no credit is taken. */
    private static Optional<Map<String, Object>> nextBill(Account account) {
        return account.contracts
                .nextCharge()
                .map(line -> bill(account, line.start().toString(), line.amount(), 0));
    }

    /** Rule 19d: the next contract that will start. */
    private static Optional<Map<String, Object>> starting(Account account) {
        return account.contracts.next().map(deal -> {
            Map<String, Object> change = new LinkedHashMap<>();
            change.put("effectiveOn", deal.start().toString());
            change.put("plan", deal.plan());
            change.put("interval", deal.interval().word());
            change.put("managedUsers", deal.prepaid());
            change.put("pricePerUser", Sums.money(deal.price(), account.currency));
            return change;
        });
    }
}
