package com.kore.billing.app.oracle;

import com.kore.billing.app.oracle.Command.AddPrepaidUsers;
import com.kore.billing.app.oracle.Command.AssignUser;
import com.kore.billing.app.oracle.Command.Cancel;
import com.kore.billing.app.oracle.Command.ChangeInterval;
import com.kore.billing.app.oracle.Command.ChangeMethod;
import com.kore.billing.app.oracle.Command.ChangePlan;
import com.kore.billing.app.oracle.Command.ChangeUsers;
import com.kore.billing.app.oracle.Command.GrantCredit;
import com.kore.billing.app.oracle.Command.Open;
import com.kore.billing.app.oracle.Command.RecordPayment;
import com.kore.billing.app.oracle.Command.Refund;
import com.kore.billing.app.oracle.Command.ReleaseUser;
import com.kore.billing.app.oracle.Command.SetPreferences;
import com.kore.billing.app.oracle.Command.SignContract;
import com.kore.billing.app.oracle.Command.UpdateProfile;
import com.kore.billing.app.oracle.Command.UserJoined;
import com.kore.billing.app.oracle.Command.Wait;
import com.kore.billing.app.oracle.Command.WithdrawCancellation;
import com.kore.billing.app.oracle.Command.WithdrawScheduled;
import com.kore.billing.app.oracle.Invoice.Kind;
import com.kore.billing.app.oracle.PayBy.Outcome;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says what must come of the history of one account: it is told every step, the earliest first, and answers what must be said to
 * it, and at any time what the account's pages must show. Numbers in the comments are those of docs/rules.md.
 */
public final class Oracle {
    private final HouseRules rules;
    private final PriceList prices;
    private final String id;
    private Optional<Account> opened = Optional.empty();

    public Oracle(HouseRules rules, String id) {
        this.rules = rules;
        this.prices = rules.prices();
        this.id = id;
    }

    /** Lets time pass to the step and decides it. */
    public Verdict play(Step step) {
        passTo(step.at());
        return switch (step.command()) {
            case Open open -> open(open, step.at());
            case Wait nothing -> Verdict.accepted();
            default ->
                opened.map(account -> decided(account, step.command()))
                        .orElseGet(() -> Verdict.refused(
                                isAboutInvoice(step.command()) ? "invoice-not-found" : "subscription-not-found"));
        };
    }

    private static boolean isAboutInvoice(Command command) {
        return command instanceof Refund || command instanceof RecordPayment;
    }

    public void passTo(Instant at) {
        opened.ifPresent(account -> account.passTo(at));
    }

    /** Rule 10: the service is down until an instant. Periods that end meanwhile are decided with their own dates, and collected then. */
    public void sleepUntil(Instant at) {
        opened.ifPresent(account -> account.sleepUntil(at));
    }

    /** When something becomes due next: a period's end, another try, an inquiry. The earliest first. */
    public List<Instant> moments() {
        return opened.map(Account::moments).orElseGet(List::of);
    }

    public boolean isOpened() {
        return opened.isPresent();
    }

    /** The figures of the account summary. */
    public Map<String, Object> summary() {
        return opened.map(account -> Pages.summary(account, prices)).orElseThrow();
    }

    /** Whole, the oldest first. */
    public List<Map<String, Object>> invoices() {
        return opened.map(account -> account.books.shownInvoices()).orElseGet(List::of);
    }

    /** The billing history, the newest first. */
    public List<Map<String, Object>> history() {
        return opened.map(account -> account.books.shownRows()).orElseGet(List::of);
    }

    /** What analysts are told: MRR movements, MRR by day, and revenue by month. */
    public Map<String, Object> figures() {
        return opened.map(Pages::figures).orElseGet(Map::of);
    }

    /** Rules 1 to 1c. */
    private Verdict open(Open command, Instant at) {
        if (opened.isPresent()) {
            return Verdict.refused("subscription-exists");
        }
        if (!prices.prices(command.currency())) {
            return Verdict.refused("invalid");
        }
        ZoneId zone = ZoneId.of(command.zone());
        Account account =
                new Account(rules, id, command.currency(), zone, command.users().orElse(1), at);
        account.hasProfile = command.withProfile();
        account.happened();
        opened = Optional.of(account);
        return Verdict.accepted();
    }

    /** Whatever is accepted has happened. */
    private Verdict decided(Account account, Command command) {
        Set<String> managed = managed(account, command);
        Verdict verdict = managed.isEmpty() ? decide(account, command) : Verdict.refused(managed);
        if (verdict.isAccepted()) {
            account.happened();
        }
        return verdict;
    }

    /** Rules 19h and 20: what is not self-service under a contract, and what else may be told of it. */
    private Set<String> managed(Account account, Command command) {
        if (account.contracts.running().isEmpty()) {
            return Set.of();
        }
        return switch (command) {
            case ChangePlan change when !prices.knows(change.plan()) -> Set.of("contract-managed", "plan-unknown");
            case ChangePlan change
            when isExpired(account, change.method()) -> Set.of("contract-managed", "card-expired");
            case ChangePlan change -> Set.of("contract-managed");
            case ChangeInterval change -> Set.of("contract-managed");
            case ChangeUsers change -> Set.of("contract-managed");
            case Cancel cancel -> Set.of("contract-managed");
            case WithdrawCancellation withdraw -> Set.of("contract-managed");
            case WithdrawScheduled withdraw -> Set.of("contract-managed");
            case UpdateProfile update when !update.byStaff() -> Set.of("contract-managed");
            case GrantCredit grant -> {
                Set<String> codes = cannotGrant(account, grant);
                codes.add("contract-managed");
                yield codes;
            }
            default -> Set.of();
        };
    }

    private static boolean isExpired(Account account, Optional<PayBy> given) {
        return given.filter(method -> method.isExpired(account.today())).isPresent();
    }

    private Verdict decide(Account account, Command command) {
        return switch (command) {
            case ChangePlan change -> changePlan(account, change);
            case ChangeInterval change ->
                changeTerms(
                        account,
                        new Change.Asked(Optional.empty(), Optional.of(change.interval()), Optional.empty()),
                        Optional.empty(),
                        false);
            case ChangeUsers change -> changeUsers(account, change.users());
            case ChangeMethod change -> changeMethod(account, change);
            case UpdateProfile update -> {
                account.hasProfile = true;
                yield Verdict.accepted();
            }
            case Cancel cancel -> cancel(account);
            case WithdrawCancellation withdraw -> withdrawCancellation(account);
            case WithdrawScheduled withdraw -> withdrawScheduled(account);
            case GrantCredit grant -> grant(account, grant);
            case Refund refund -> refund(account, refund);
            case SignContract sign -> Sales.sign(account, prices, sign);
            case AddPrepaidUsers add -> Sales.add(account, add);
            case UserJoined joined -> Sales.join(account, joined);
            case AssignUser assign -> Sales.assign(account, assign);
            case ReleaseUser release -> Sales.release(account, release);
            case SetPreferences preferences -> Sales.prefer(account, preferences);
            case RecordPayment payment -> Sales.record(account, payment);
            case Open open -> throw new IllegalArgumentException("opened above");
            case Wait nothing -> throw new IllegalArgumentException("waited above");
        };
    }

    private Verdict changePlan(Account account, ChangePlan command) {
        if (!prices.knows(command.plan())) {
            return Verdict.refused(unknownPlan(account));
        }
        if (prices.isFree(command.plan())) {
            return chooseFree(account, command);
        }
        if (account.term.isEmpty()) {
            return goPaid(account, command);
        }
        Change.Asked asked = new Change.Asked(Optional.of(command.plan()), command.interval(), command.users());
        return changeTerms(account, asked, command.method(), command.withProfile());
    }

    /** Rules 3 and 3b: it cancels, whatever else is named. Rule 3d: on the free plan, what comes along counts. */
    private Verdict chooseFree(Account account, ChangePlan command) {
        if (account.term.isPresent()) {
            return cancel(account);
        }
        if (command.method().isEmpty() && !command.withProfile()) {
            return changeUsers(account, command.users().orElse(account.users));
        }
        if (isExpired(account, command.method())) {
            return Verdict.refused("card-expired");
        }
        file(account, command.method(), command.withProfile());
        account.users = command.users().orElse(account.users);
        return Verdict.accepted();
    }

    private static Set<String> unknownPlan(Account account) {
        Set<String> codes = unready(account);
        codes.add("plan-unknown");
        return codes;
    }

    /** Rules 9 and 10b: why no change of terms can be asked for at present, whatever it is. */
    private static Set<String> unready(Account account) {
        Set<String> codes = new LinkedHashSet<>();
        if (account.isCanceling) {
            codes.add("canceling");
        }
        if (account.isPeriodOver()) {
            codes.add("payment-pending");
        }
        return codes;
    }

    /**
     * Rule 2: checked in the order plan, interval, payment method, billing profile; then whether it can be charged. It needs a method that
     * could be charged also where credits would pay. Rule 19d: with a contract signed it cannot, whatever else could be told.
     */
    private Verdict goPaid(Account account, ChangePlan command) {
        Set<String> codes = new LinkedHashSet<>(cannotGoPaid(account, command));
        if (account.contracts.next().isPresent()) {
            codes.add("contract-managed");
        }
        if (!codes.isEmpty()) {
            return Verdict.refused(codes);
        }
        Term term = chosen(account, command).orElseThrow();
        int users = command.users().orElse(account.users);
        account.hasProfile |= command.withProfile();
        return chargeOrUndo(
                account, term, users, Parts.NONE, List.of(Line.charge(term, users, term.start())), command.method());
    }

    /** The terms that it asks for, if they are on offer. */
    private Optional<Term> chosen(Account account, ChangePlan command) {
        return command.interval()
                .flatMap(interval -> price(account, command.plan(), interval)
                        .map(price -> new Term(command.plan(), interval, price, account.today(), 0)));
    }

    private Set<String> cannotGoPaid(Account account, ChangePlan command) {
        if (command.interval().isEmpty()) {
            return withoutInterval(account, command.plan());
        }
        Optional<Term> term = chosen(account, command);
        if (term.isEmpty()) {
            return Set.of("not-offered");
        }
        Optional<PayBy> method = command.method().or(() -> account.method);
        if (method.isEmpty()) {
            return Set.of("payment-method-required");
        }
        if (isExpired(account, method)) {
            return Set.of("card-expired");
        }
        if (!account.hasProfile && !command.withProfile()) {
            return Set.of("billing-profile-required");
        }
        int users = command.users().orElse(account.users);
        List<Line> lines = List.of(Line.charge(term.get(), users, account.today()));
        return cannotCharge(account, lines, method.get());
    }

    /** Nothing says whether a plan that is offered at no interval is refused for itself or for the interval that is left out. */
    private Set<String> withoutInterval(Account account, String plan) {
        return prices.offersAtAll(plan, account.currency, account.today())
                ? Set.of("interval-required")
                : Set.of("interval-required", "not-offered");
    }

    /**
     * Rules 2b, 15c and 15d: why a change that makes an invoice of these lines cannot. What a contract has left open is no change that may
     * be undone nor past due (19f), and holds up nothing.
     */
    private static Set<String> cannotCharge(Account account, List<Line> lines, PayBy method) {
        Set<String> codes = new LinkedHashSet<>();
        long due = Invoice.total(lines) - account.books.creditFor(lines);
        if (due > 0 && method.isExpired(account.today())) {
            codes.add("card-expired");
        }
        for (Invoice open : account.books.openOnline()) {
            codes.add(open.isPastDue() ? "payment-overdue" : "payment-pending");
            if (open.isUnknown()) {
                codes.add("payment-pending");
            }
        }
        return codes;
    }

    private static void file(Account account, Optional<PayBy> method, boolean withProfile) {
        account.hasProfile |= withProfile;
        method.ifPresent(account::payBy);
    }

    /**
     * Rule 15: a charge that a command made is paid or undone; undone is all of the command but what it put on file. A method that it brings is
     * tried on what was declined before as well, once all of the command is decided.
     */
    private static Verdict chargeOrUndo(
            Account account, Term term, int users, Parts scheduled, List<Line> lines, Optional<PayBy> method) {
        Optional<Term> termBefore = account.term;
        int usersBefore = account.users;
        Parts scheduledBefore = account.scheduled;
        account.term = Optional.of(term);
        account.users = users;
        account.scheduled = scheduled;
        Invoice invoice = account.books.issue(lines, Kind.CHANGE, account.today(), account.now());
        method.ifPresent(account::payBy);
        if (account.charge(invoice) == Outcome.DECLINED) {
            account.term = termBefore;
            account.users = usersBefore;
            account.scheduled = scheduledBefore;
            account.books.voidInvoice(invoice, account.now());
        }
        account.recur(account.today());
        return Verdict.charged(invoice);
    }

    /** Rule 6: on the free plan the count just changes. */
    private Verdict changeUsers(Account account, int users) {
        if (account.term.isPresent()) {
            Change.Asked asked = new Change.Asked(Optional.empty(), Optional.empty(), Optional.of(users));
            return changeTerms(account, asked, Optional.empty(), false);
        }
        if (account.users == users) {
            return Verdict.refused("no-change");
        }
        account.users = users;
        return Verdict.accepted();
    }

    /** Rules 3 to 7. */
    private Verdict changeTerms(Account account, Change.Asked asked, Optional<PayBy> method, boolean withProfile) {
        if (account.term.isEmpty()) {
            return Verdict.refused("not-paid");
        }
        Term term = account.term.get();
        Change change = Change.of(prices, term, account.users, account.scheduled, asked);
        Set<String> codes = unready(account);
        if (isExpired(account, method)) {
            codes.add("card-expired");
        }
        if (!change.isDifferent() && account.scheduled.isEmpty()) {
            codes.add("no-change");
        }
        if (choosesForLater(term, asked, change)
                && price(account, change.planLater(), change.intervalLater()).isEmpty()) {
            codes.add("not-offered");
        }
        if (!change.charges(term, account.users)) {
            if (!codes.isEmpty()) {
                return Verdict.refused(codes);
            }
            account.scheduled = change.scheduled();
            file(account, method, withProfile);
            return Verdict.accepted();
        }
        Optional<Long> price = change.changesPlanOrIntervalNow(term)
                ? price(account, change.plan(), change.interval())
                : Optional.of(term.price());
        if (price.isEmpty()) {
            codes.add("not-offered");
            return Verdict.refused(codes);
        }
        Term changed = changed(account, term, change, price.get());
        List<Line> lines = lines(account, term, changed, change);
        codes.addAll(
                cannotCharge(account, lines, method.or(() -> account.method).orElseThrow()));
        if (!codes.isEmpty()) {
            return Verdict.refused(codes);
        }
        account.hasProfile |= withProfile;
        return chargeOrUndo(account, changed, change.users(), change.scheduled(), lines, method);
    }

    /** Rule 7b: whoever names a plan or an interval chooses all that is different then. */
    private static boolean choosesForLater(Term term, Change.Asked asked, Change change) {
        return (asked.plan().isPresent() || asked.interval().isPresent())
                && (!change.planLater().equals(term.plan()) || change.intervalLater() != term.interval());
    }

    private Optional<Long> price(Account account, String plan, Every interval) {
        return prices.offered(plan, interval, account.currency, account.today());
    }

    /** Rule 3: a plan up keeps period and anchor. Rule 4: to annual, today becomes the anchor. */
    private static Term changed(Account account, Term term, Change change, long price) {
        return change.interval() == term.interval()
                ? term.with(change.plan(), price)
                : new Term(change.plan(), change.interval(), price, account.today(), 0);
    }

    /** Rules 3 to 6 and 5b: one credit line over the users present before, one charge line; added users alone are one line. */
    private static List<Line> lines(Account account, Term term, Term changed, Change change) {
        if (!change.changesPlanOrIntervalNow(term)) {
            return List.of(Line.charge(term, change.users() - account.users, account.today()));
        }
        List<Line> lines = new ArrayList<>();
        lines.add(Line.credit(term, account.users, account.today()));
        lines.add(Line.charge(changed, change.users(), account.today()));
        return lines;
    }

    /** Rule 8. */
    private static Verdict changeMethod(Account account, ChangeMethod command) {
        Set<String> codes = new LinkedHashSet<>();
        if (command.method().isAch() && !command.byStaff()) {
            codes.add("ach-needs-admin");
        }
        if (command.method().isExpired(account.today())) {
            codes.add("card-expired");
        }
        if (!codes.isEmpty()) {
            return Verdict.refused(codes);
        }
        account.payBy(command.method());
        return Verdict.accepted();
    }

    /** Rule 9. */
    private static Verdict cancel(Account account) {
        if (account.term.isEmpty()) {
            return Verdict.refused("not-paid");
        }
        Set<String> codes = new LinkedHashSet<>();
        if (account.isCanceling) {
            codes.add("already-canceled");
        }
        if (account.isPeriodOver()) {
            codes.add("payment-pending");
        }
        if (!codes.isEmpty()) {
            return Verdict.refused(codes);
        }
        account.scheduled = Parts.NONE;
        account.isCanceling = true;
        return Verdict.accepted();
    }

    private static Verdict withdrawCancellation(Account account) {
        if (!account.isCanceling) {
            return Verdict.refused("not-canceling");
        }
        if (account.isPeriodOver()) {
            return Verdict.refused("payment-pending");
        }
        account.isCanceling = false;
        return Verdict.accepted();
    }

    /** Rule 19d: a contract that will start is shown as scheduled, but it is not the account's to withdraw. */
    private static Verdict withdrawScheduled(Account account) {
        if (account.contracts.next().isPresent()) {
            return Verdict.refused("contract-managed");
        }
        if (account.scheduled.isEmpty()) {
            return Verdict.refused("nothing-scheduled");
        }
        if (account.isPeriodOver()) {
            return Verdict.refused("payment-pending");
        }
        account.scheduled = Parts.NONE;
        return Verdict.accepted();
    }

    /** Rule 16. */
    private static Verdict grant(Account account, GrantCredit command) {
        Set<String> codes = cannotGrant(account, command);
        if (!codes.isEmpty()) {
            return Verdict.refused(codes);
        }
        account.hadSignupCredit |= isSignup(command);
        account.books.grant(command.amount(), account.now());
        return Verdict.accepted();
    }

    private static Set<String> cannotGrant(Account account, GrantCredit command) {
        Set<String> codes = new LinkedHashSet<>();
        if (!command.currency().equals(account.currency)) {
            codes.add("currency-mismatch");
        }
        if (isSignup(command) && account.hadSignupCredit) {
            codes.add("credit-already-granted");
        }
        return codes;
    }

    private static boolean isSignup(GrantCredit command) {
        return command.kind().equals("signup");
    }

    /** Rules 17, 17b and 19g. */
    private static Verdict refund(Account account, Refund command) {
        if (command.invoice() > account.books.invoices().size()) {
            return Verdict.refused("invoice-not-found");
        }
        Invoice invoice = account.books.invoices().get(command.invoice() - 1);
        if (command.amount().isPresent() && !command.currency().equals(account.currency)) {
            return Verdict.refused("currency-mismatch");
        }
        long left = invoice.amountTaken() - invoice.amountRefunded();
        long amount = command.amount().orElse(left);
        if (left == 0 || amount > left) {
            return Verdict.refused("refund-exceeds-paid");
        }
        return Verdict.refunded(account.books.refund(invoice, amount, account.now()));
    }
}
