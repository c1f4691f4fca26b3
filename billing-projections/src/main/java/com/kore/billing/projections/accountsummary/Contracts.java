package com.kore.billing.projections.accountsummary;

import com.kore.billing.domain.subscription.Contract;
import com.kore.billing.domain.subscription.PaidPeriod;
import com.kore.billing.domain.subscription.Preferences;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.Money;

/**
 * The sales contracts of an account that have not ended.
 *
 * @param running the one that the account is on; empty before the first starts
 * @param signed those that are to start, each where the one before ends
 */
public record Contracts(Optional<Running> running, List<Contract> signed) {

    /**
     * A contract whose day has come.
     *
     * @param used how many of its prepaid subscriptions are
     */
    public record Running(Contract contract, int used, Preferences preferences) {}

    /** A period that begins on a day, and what it will cost. */
    record Next(LocalDate on, Money total) {
        private static Next of(Contract contract, PaidPeriod period) {
            return new Next(period.period().start(), contract.charge(period).amount());
        }
    }

    static final Contracts NONE = new Contracts(Optional.empty(), List.of());

    public Contracts {
        signed = List.copyOf(signed);
    }

    Contracts signed(Contract next) {
        return new Contracts(
                running, Stream.concat(signed.stream(), Stream.of(next)).toList());
    }

    Contracts started(Contract contract) {
        return new Contracts(
                Optional.of(running.map(before -> new Running(contract, before.used(), before.preferences()))
                        .orElseGet(() -> new Running(contract, 0, Preferences.DEFAULT))),
                signed.stream().filter(other -> !other.equals(contract)).toList());
    }

    Contracts used(int count) {
        return with(running.map(present -> new Running(present.contract(), count, present.preferences())));
    }

    Contracts preferring(Preferences preferences) {
        return with(running.map(present -> new Running(present.contract(), present.used(), preferences)));
    }

    private Contracts with(Optional<Running> other) {
        return new Contracts(other, signed);
    }

    /** The contract that starts next. */
    Optional<Contract> following() {
        return signed.stream().findFirst();
    }

    /** The day on which the account is free again, unless another contract follows. */
    Optional<LocalDate> endsOn() {
        return running.map(present ->
                signed.isEmpty() ? present.contract().end() : signed.getLast().end());
    }

    /** What is charged next: a period of the running contract, or the first one of the contract that follows. */
    Optional<Next> next(Optional<PaidPeriod> present) {
        return running.flatMap(contract ->
                        present.flatMap(contract.contract()::next).map(period -> Next.of(contract.contract(), period)))
                .or(() -> following().map(contract -> Next.of(contract, contract.firstPeriod())));
    }
}
