package com.kore.billing.domain.subscription;

/** What becomes of a user who joins an account with a contract (rule 21). */
public record Preferences(WhenUserJoins whenUserJoins, WhenNoneAvailable whenNoneAvailable) {
    /** Until others are set: nothing is charged that nobody asked for. */
    public static final Preferences DEFAULT = new Preferences(WhenUserJoins.ASSIGN, WhenNoneAvailable.LEAVE_FREE);

    /** What is done first. */
    public enum WhenUserJoins {
        /** The user gets a prepaid subscription, if one is available. */
        ASSIGN,
        LEAVE_FREE
    }

    /** What is done for a user who should get a prepaid subscription where all are used. */
    public enum WhenNoneAvailable {
        /** The account gets one more, and is charged for it. */
        ADD,
        LEAVE_FREE
    }
}
