package com.kore.billing.domain.payment;

import com.kore.billing.domain.Personal;
import java.time.LocalDate;
import java.time.YearMonth;

/** What an account pays with. Tokenised: numbers of cards and bank accounts never enter. */
public sealed interface PaymentMethod {

    /** What the gateway knows it by. */
    String token();

    /** The last four digits, for people to recognize it by. */
    String last4();

    /** Whether it can no longer be used on a day. */
    boolean isExpiredOn(LocalDate day);

    /** How it is named in histories and contracts of data. */
    Kind kind();

    /** The kinds of payment method. */
    enum Kind {
        CARD,
        ACH
    }

    /**
     * What events say of the method that money went by.
     *
     * @param number the how manieth method on file of its account it is, counted from 1
     */
    record Ref(int number, Kind kind) {}

    /** A card; valid through its expiry month. */
    record Card(@Personal String token, String brand, String last4, YearMonth expiry) implements PaymentMethod {
        @Override
        public boolean isExpiredOn(LocalDate day) {
            return YearMonth.from(day).isAfter(expiry);
        }

        @Override
        public Kind kind() {
            return Kind.CARD;
        }
    }

    /** A bank account that is debited by ACH. */
    record AchDebit(@Personal String token, String bankName, String last4) implements PaymentMethod {
        @Override
        public boolean isExpiredOn(LocalDate day) {
            return false;
        }

        @Override
        public Kind kind() {
            return Kind.ACH;
        }
    }
}
