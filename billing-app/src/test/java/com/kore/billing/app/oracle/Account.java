package com.kore.billing.app.oracle;

import com.kore.billing.app.oracle.Invoice.Kind;
import com.kore.billing.app.oracle.PayBy.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How an account stands, and what happens to it as time passes. */
final class Account {
    /** Rule 15: when a timeout is first asked about; the simulated gateway then knows. */
    private static final Duration ASKED_AFTER = Duration.ofMinutes(1);

    final String currency;
    final ZoneId zone;
    final Books books;
    int users;
    Optional<Term> term = Optional.empty();
    Parts scheduled = Parts.NONE;
    boolean isCanceling;
    Optional<PayBy> method = Optional.empty();
    boolean hasProfile;
    boolean hadSignupCredit;
    final Contracts contracts = new Contracts();
    final Recurring recurring = new Recurring();

    private final HouseRules rules;
    private final PriceList prices;
    private final Days days;
    private Instant now;

    /** Whether what is due is being made up for; what it makes due is then done last, the oldest first. */
    private boolean isCatchingUp;

    private final List<Invoice> untried = new ArrayList<>();

    /** What becomes due, and what is then done. */
    private record Due(Instant at, Runnable work) {}

    Account(HouseRules rules, String id, String currency, ZoneId zone, int users, Instant now) {
        this.rules = rules;
        this.prices = rules.prices();
        this.currency = currency;
        this.zone = zone;
        this.users = users;
        this.now = now;
        this.days = new Days(zone);
        this.books = new Books(id, currency, days);
    }

    Instant now() {
        return now;
    }

    LocalDate today() {
        return days.of(now);
    }

    /** Something happened that counts for today. */
    void happened() {
        days.counted(today());
    }

    /** Plays all that becomes due until an instant, the earliest first. */
    void passTo(Instant at) {
        while (true) {
            Optional<Due> next = due().stream()
                    .min(Comparator.comparing(Due::at))
                    .filter(due -> !due.at().isAfter(at));
            if (next.isEmpty()) {
                now = at;
                return;
            }
            now = next.get().at().isAfter(now) ? next.get().at() : now;
            next.get().work().run();
        }
    }

    /** Does what became due until an instant only then: periods have days of their own, and what is asked of the gateway has not. */
    void sleepUntil(Instant at) {
        now = at;
        isCatchingUp = true;
        passTo(at);
        isCatchingUp = false;
        untried.forEach(this::charge);
        untried.clear();
    }

    /** When something becomes due. */
    List<Instant> moments() {
        return due().stream().map(Due::at).sorted().toList();
    }

    private List<Due> due() {
        List<Due> due = new ArrayList<>();
        for (Invoice invoice : books.invoices()) {
            if (invoice.isUnknown()) {
                due.add(new Due(invoice.attempts.getLast().at().plus(ASKED_AFTER), () -> books.inquire(invoice, now)));
            }
        }
        for (Invoice invoice : books.declinedRenewals()) {
            nextTry(invoice).ifPresent(at -> due.add(new Due(at, () -> tryTogether(at))));
        }
        if (!waitsForOutcome()) {
            term.ifPresent(paid -> due.add(new Due(paid.endsAt(zone), () -> periodEnds(paid))));
        }
        contracts.nextDay().ifPresent(day -> due.add(new Due(Deal.beginning(day, zone), () -> contractGoesOn(day))));
        return due;
    }

    /** Rules 10b and 15h: while a command's charge may yet be undone, the period's end waits. */
    private boolean waitsForOutcome() {
        return books.open().stream().anyMatch(invoice -> invoice.kind == Kind.CHANGE && invoice.isUnknown());
    }

    /** Rule 10b: the period's end has passed and could not be decided. */
    boolean isPeriodOver() {
        return term.filter(paid -> !paid.endsAt(zone).isAfter(now)).isPresent();
    }

    /** Rules 10 and 10b: it counts for its own day, however late it is decided. */
    private void periodEnds(Term ended) {
        if (isCanceling) {
            days.counted(ended.end());
            becomeFree();
            recur(ended.end());
            return;
        }
        Term next = following(ended);
        users = scheduled.users().orElse(users);
        scheduled = Parts.NONE;
        term = Optional.of(next);
        recur(next.start());
        Instant at = isCatchingUp ? ended.endsAt(zone) : now;
        charge(books.issue(List.of(Line.charge(next, users, next.start())), Kind.RENEWAL, next.start(), at));
    }

    /** What takes over at the period's end, at the price in force on that day; rule 10c: or at its own, where there is none. */
    Term following(Term ended) {
        String plan = scheduled.plan().orElse(ended.plan());
        Every interval = scheduled.interval().orElse(ended.interval());
        long price = prices.renewed(plan, interval, currency, ended.end()).orElse(ended.price());
        return ended.next(plan, interval, price);
    }

    /** Rules 19 and 22: the next period begins, by a follow-up too, or the contract ends. It counts for its own day. */
    private void contractGoesOn(LocalDate day) {
        nextOfContract(day).ifPresent(this::charge);
    }

    /** Answers what is charged for it. */
    private Optional<Invoice> nextOfContract(LocalDate on) {
        days.counted(on);
        Optional<Line> line = contracts.nextCharge();
        LocalDate since = contracts
                .next()
                .filter(starting -> contracts.running().isEmpty())
                .map(starting -> recurring.sinceOf(starting.start(), on))
                .orElse(on);
        contracts.running().ifPresent(ending -> users = ending.prepaid);
        contracts.goOn();
        recur(since);
        return line.map(charged -> books.issue(List.of(charged), Kind.CONTRACT, on, now));
    }

    /** Rules 19 and 19e: what has begun is charged today. Where clocks went back, a day has begun that is later than today. */
    List<Invoice> sign(Deal deal) {
        contracts.sign(deal);
        List<Invoice> invoices = new ArrayList<>();
        while (contracts
                .nextDay()
                .filter(day -> !Deal.beginning(day, zone).isAfter(now))
                .isPresent()) {
            LocalDate day = contracts.nextDay().orElseThrow();
            nextOfContract(day.isAfter(today()) ? day : today()).ifPresent(invoices::add);
        }
        invoices.forEach(this::charge);
        return invoices;
    }

    /** Rule 21. */
    Invoice addPrepaid(Contracts.Running contract, int count) {
        contract.prepaid += count;
        recur(today());
        Invoice invoice = books.issue(List.of(contract.charge(count, today())), Kind.CONTRACT, today(), now);
        charge(invoice);
        return invoice;
    }

    /** What is paid for from a day on; whatever was undone is not told of. */
    void recur(LocalDate on) {
        contracts
                .running()
                .ifPresentOrElse(
                        contract -> recurring.of(on, contract.deal.interval(), contract.deal.price(), contract.prepaid),
                        () -> term.ifPresentOrElse(
                                paid -> recurring.of(on, paid.interval(), paid.price(), users),
                                () -> recurring.none(on)));
    }

    private void becomeFree() {
        term = Optional.empty();
        scheduled = Parts.NONE;
        isCanceling = false;
    }

    /**
     * Rule 15: collects what is due of a new invoice at once, by the method that is on file as it is issued. Rule 19f: without one, which
     * only a contract allows, it is not tried.
     */
    Outcome charge(Invoice invoice) {
        if (!invoice.isOpen()) {
            return Outcome.SUCCEEDED;
        }
        if (invoice.isOfContract() && method.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        if (isCatchingUp) {
            untried.add(invoice);
            return Outcome.UNKNOWN;
        }
        Outcome outcome = attempt(invoice);
        if (outcome == Outcome.DECLINED
                && invoice.isRenewal()
                && nextTry(invoice).isEmpty()) {
            lapse();
        }
        return outcome;
    }

    private Outcome attempt(Invoice invoice) {
        return books.attempt(invoice, method.orElseThrow(), now);
    }

    /** Rules 8, 15g and 19f: another method is used for what was declined at once. */
    void payBy(PayBy other) {
        method = Optional.of(other);
        books.declined().forEach(this::tryAgain);
    }

    /** Rules 15 and 15e: all whose time has come, the oldest first. */
    private void tryTogether(Instant at) {
        List<Invoice> together = books.declinedRenewals().stream()
                .filter(invoice -> nextTry(invoice).filter(at::equals).isPresent())
                .toList();
        together.forEach(this::tryAgain);
    }

    private void tryAgain(Invoice invoice) {
        if (invoice.isDeclined()
                && attempt(invoice) == Outcome.DECLINED
                && invoice.isRenewal()
                && nextTry(invoice).isEmpty()) {
            lapse();
        }
    }

    /**
     * Rule 15e: the next instant of the schedule of the oldest that is past due which is later than this one's decline; where there is none
     * left, of its own.
     */
    private Optional<Instant> nextTry(Invoice declined) {
        Instant declinedAt = declined.attempts.getLast().at();
        Invoice oldest =
                books.open().stream().filter(Invoice::isPastDue).findFirst().orElse(declined);
        return Stream.of(oldest, declined)
                .flatMap(invoice -> rules.triesAfter(invoice.attempts.getFirst().at()).stream()
                        .filter(at -> at.isAfter(declinedAt)))
                .findFirst();
    }

    /** Rule 15f; rule 19f: but what a contract charges stays open. */
    private void lapse() {
        books.openOnline().forEach(invoice -> invoice.writtenOff(today()));
        becomeFree();
        recur(today());
    }

    /** Product.md, account summary: past due counts before canceling; rule 15f: and whatever the plan. */
    String status() {
        if (books.open().stream().anyMatch(Invoice::isPastDue)) {
            return "past_due";
        }
        if (contracts.running().isPresent()) {
            return "active";
        }
        return term.isEmpty() ? "free" : isCanceling ? "canceling" : "active";
    }
}
