package com.kore.billing.app.eventstore;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKey;

/**
 * Seals short texts that others keep for us, each purpose under a key of its own, which is made of the master key. What
 * one node sealed every node of the store opens.
 */
public final class PurposeSeals {
    private final MasterKey master;
    private final RandomGenerator random;

    PurposeSeals(MasterKey master, RandomGenerator random) {
        this.master = master;
        this.random = random;
    }

    /** What seals and opens for one purpose; what is sealed for another one is not opened. */
    public PurposeSeal of(String purpose) {
        return new PurposeSeal(purpose, master.of(purpose, "AES"), random);
    }

    /** Seals for one purpose. */
    public static final class PurposeSeal {
        private final String purpose;
        private final SecretKey key;
        private final RandomGenerator random;

        private PurposeSeal(String purpose, SecretKey key, RandomGenerator random) {
            this.purpose = purpose;
            this.key = key;
            this.random = random;
        }

        /** In base64url, some 40 characters more than a third longer than the text. */
        public String seal(String clear) {
            return Aes.seal(key, purpose, clear.getBytes(StandardCharsets.UTF_8), random);
        }

        /** Empty if it was not sealed by {@link #seal} of this purpose, or was altered. */
        public Optional<String> open(String sealed) {
            try {
                return Optional.of(new String(Aes.open(key, purpose, sealed), StandardCharsets.UTF_8));
            } catch (IllegalStateException | IllegalArgumentException notOurs) {
                return Optional.empty();
            }
        }
    }
}
