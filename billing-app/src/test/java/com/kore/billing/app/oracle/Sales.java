package com.kore.billing.app.oracle;

import com.kore.billing.app.oracle.Command.AddPrepaidUsers;
import com.kore.billing.app.oracle.Command.AssignUser;
import com.kore.billing.app.oracle.Command.RecordPayment;
import com.kore.billing.app.oracle.Command.ReleaseUser;
import com.kore.billing.app.oracle.Command.SetPreferences;
import com.kore.billing.app.oracle.Command.SignContract;
import com.kore.billing.app.oracle.Command.UserJoined;
import com.kore.billing.app.oracle.Contracts.Running;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What must be said to commands that are about contracts: rules 19 to 22. What is past due since the account was online holds up none of them:
 * rule 15d is read as being about changes that are undone where nothing is paid, as 19f says of rules 2b and 15c.
 */
final class Sales {
    private static final int USERS_MAX = 1_000_000;
    private static final long PRICE_MAX = 1_000_000_000;
    private static final long TOTAL_MAX = 70_000_000_000_000L;
    private static final int YEARS_BACK_MAX = 10;
    private static final int YEARS_AHEAD_MAX = 100;

    private Sales() {}

    /** Rules 19 to 19c. */
    static Verdict sign(Account account, PriceList prices, SignContract command) {
        Set<String> codes = new LinkedHashSet<>();
        if (account.term.isPresent()) {
            codes.add("already-paid");
        }
        if (account.isPeriodOver()) {
            codes.add("payment-pending");
        }
        if (!prices.knows(command.plan())) {
            codes.add("plan-unknown");
        }
        if (!command.currency().equals(account.currency)) {
            codes.add("currency-mismatch");
        }
        if (prices.isFree(command.plan()) || !isValid(account, command)) {
            codes.add("invalid");
        }
        if (!codes.isEmpty()) {
            return Verdict.refused(codes);
        }
        Deal deal = new Deal(
                command.plan(),
                command.interval(),
                command.prepaid(),
                command.price(),
                command.start(),
                command.end(),
                command.reference());
        return charged(account.sign(deal));
    }

    private static boolean isValid(Account account, SignContract command) {
        LocalDate today = account.today();
        LocalDate start = command.start();
        LocalDate end = command.end();
        return isCount(command.prepaid())
                && command.price() >= 0
                && command.price() <= PRICE_MAX
                && command.price() * command.prepaid() <= TOTAL_MAX
                && !start.isBefore(today.minusYears(YEARS_BACK_MAX))
                && end.isAfter(start)
                && end.isAfter(today)
                && !end.isAfter(today.plusYears(YEARS_AHEAD_MAX))
                && account.contracts.lastEnd().map(start::equals).orElse(true);
    }

    private static boolean isCount(long users) {
        return users >= 1 && users <= USERS_MAX;
    }

    /** The answer names the last invoice of several. */
    private static Verdict charged(List<Invoice> invoices) {
        return invoices.isEmpty() ? Verdict.accepted() : Verdict.charged(invoices.getLast());
    }

    /** Rules 21 and 21e. */
    static Verdict add(Account account, AddPrepaidUsers command) {
        Optional<Running> contract = account.contracts.running();
        if (contract.isEmpty()) {
            return Verdict.refused("not-contract");
        }
        if (!isCount(command.count()) || !isCount((long) contract.get().prepaid + command.count())) {
            return Verdict.refused("invalid");
        }
        return Verdict.charged(account.addPrepaid(contract.get(), command.count()));
    }

    /** Rules 21 to 21e. */
    static Verdict join(Account account, UserJoined command) {
        Optional<Running> running = account.contracts.running();
        if (running.isEmpty()) {
            return Verdict.refused("not-contract");
        }
        Running contract = running.get();
        if (contract.assigned.contains(command.user())) {
            return Verdict.refused("no-change");
        }
        boolean adds = contract.available() == 0 && contract.preferences.add() && contract.prepaid < USERS_MAX;
        if (!contract.preferences.assign() || (contract.available() == 0 && !adds)) {
            return Verdict.accepted();
        }
        if (!adds) {
            contract.assigned.add(command.user());
            return Verdict.accepted();
        }
        Invoice invoice = account.addPrepaid(contract, 1);
        contract.assigned.add(command.user());
        return Verdict.charged(invoice);
    }

    /** Rule 21c. */
    static Verdict assign(Account account, AssignUser command) {
        Optional<Running> contract = account.contracts.running();
        if (contract.isEmpty()) {
            return Verdict.refused("not-contract");
        }
        Set<String> codes = new LinkedHashSet<>();
        if (contract.get().assigned.contains(command.user())) {
            codes.add("no-change");
        }
        if (contract.get().available() == 0) {
            codes.add("no-user-available");
        }
        if (!codes.isEmpty()) {
            return Verdict.refused(codes);
        }
        contract.get().assigned.add(command.user());
        return Verdict.accepted();
    }

    /** Rule 21c. */
    static Verdict release(Account account, ReleaseUser command) {
        return account.contracts
                .running()
                .map(contract ->
                        contract.assigned.remove(command.user()) ? Verdict.accepted() : Verdict.refused("no-change"))
                .orElseGet(() -> Verdict.refused("not-contract"));
    }

    /** Rules 21b and 21c: until they are set, those of rule 21b are. */
    static Verdict prefer(Account account, SetPreferences command) {
        Optional<Running> contract = account.contracts.running();
        if (contract.isEmpty()) {
            return Verdict.refused("not-contract");
        }
        Preferences preferences = new Preferences(command.assign(), command.add());
        if (contract.get().preferences.equals(preferences)) {
            return Verdict.refused("no-change");
        }
        contract.get().preferences = preferences;
        return Verdict.accepted();
    }

    /** Rules 19g and 22b. */
    static Verdict record(Account account, RecordPayment command) {
        if (command.invoice() > account.books.invoices().size()) {
            return Verdict.refused("invoice-not-found");
        }
        Invoice invoice = account.books.invoices().get(command.invoice() - 1);
        Set<String> codes = new LinkedHashSet<>();
        if (!invoice.isOfContract() && invoice.isOpen()) {
            codes.add("not-contract");
        }
        if (!command.currency().equals(account.currency)) {
            codes.add("currency-mismatch");
            codes.add("amount-not-due");
        }
        if (invoice.isOpen() && invoice.isUnknown()) {
            codes.add("payment-pending");
        }
        if (!invoice.isOpen() || command.amount() != invoice.amountDue) {
            codes.add("amount-not-due");
        }
        if (!codes.isEmpty()) {
            return Verdict.refused(codes);
        }
        account.books.record(invoice, account.now());
        return Verdict.accepted();
    }
}
