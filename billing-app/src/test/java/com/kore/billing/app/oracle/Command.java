package com.kore.billing.app.oracle;

import java.util.Optional;

/** What may be asked of an account. An empty part was left out of the request. */
public sealed interface Command {

    record Open(String currency, String zone, Optional<Integer> users, boolean withProfile) implements Command {}

    record ChangePlan(
            String plan, Optional<Every> interval, Optional<Integer> users, Optional<PayBy> method, boolean withProfile)
            implements Command {}

    record ChangeInterval(Every interval) implements Command {}

    record ChangeUsers(int users) implements Command {}

    /** @param byStaff whether somebody asks who may set up ACH */
    record ChangeMethod(PayBy method, boolean byStaff) implements Command {}

    record UpdateProfile() implements Command {}

    record Cancel() implements Command {}

    record WithdrawCancellation() implements Command {}

    record WithdrawScheduled() implements Command {}

    /** @param kind signup, inactivity or goodwill */
    record GrantCredit(String kind, long amount, String currency) implements Command {}

    /**
     * @param invoice its running number within the account, from 1
     * @param amount left out: all that is left
     * @param currency of the amount
     */
    record Refund(int invoice, Optional<Long> amount, String currency) implements Command {}

    /** Nothing is asked; time passes. */
    record Wait() implements Command {}
}
