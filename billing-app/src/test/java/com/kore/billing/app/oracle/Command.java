package com.kore.billing.app.oracle;

import java.time.LocalDate;
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

    /** @param byStaff whether the vendor's staff asks */
    record UpdateProfile(boolean byStaff) implements Command {}

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

    /**
     * @param prepaid users
     * @param price per user and interval, in minor units
     * @param currency of the price
     * @param end exclusive
     * @param reference one word
     */
    record SignContract(
            String plan,
            Every interval,
            int prepaid,
            long price,
            String currency,
            LocalDate start,
            LocalDate end,
            String reference)
            implements Command {}

    record AddPrepaidUsers(int count) implements Command {}

    record UserJoined(String user) implements Command {}

    record AssignUser(String user) implements Command {}

    record ReleaseUser(String user) implements Command {}

    /**
     * @param assign who joins; else left free
     * @param add one where none is available; else left free
     */
    record SetPreferences(boolean assign, boolean add) implements Command {}

    /**
     * @param invoice its running number within the account, from 1
     * @param currency of the amount
     */
    record RecordPayment(int invoice, long amount, String currency) implements Command {}

    /** Nothing is asked; time passes. */
    record Wait() implements Command {}
}
