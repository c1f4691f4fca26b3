package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** The key that the personal values of one piece of writing are sealed with; looked up only if there are any. Not shared by threads. */
final class AccountKey {
    private final SubscriptionId account;
    private final Function<SubscriptionId, Key> source;
    private @Nullable Key key;

    /**
     * A key and its id.
     *
     * @param asOf how many erasures this node knew of when it learned of the key, or made it
     */
    record Key(String id, SecretKey secret, Optional<Row> unstored, long asOf) {}

    /** A new key as it is stored: in the transaction of the first event that needs it. */
    record Row(String keyId, SubscriptionId account, String masterKeyId, String wrapped) {}

    AccountKey(SubscriptionId account, Function<SubscriptionId, Key> source) {
        this.account = account;
        this.source = source;
    }

    Key get() {
        if (key == null) {
            key = source.apply(account);
        }
        return key;
    }

    SubscriptionId account() {
        return account;
    }

    /** The key, if it was used and is not stored yet. */
    Optional<Row> toBeStored() {
        return Optional.ofNullable(key).flatMap(Key::unstored);
    }
}
