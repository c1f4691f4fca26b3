package com.kore.billing.app.commands;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Ids that sort by the millisecond of their making (RFC 9562, version 7) and that nobody can guess. */
final class UuidV7 {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long VERSION = 0x7000;
    private static final long RANDOM_12_BITS = 0x0FFF;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_62_BITS = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final int TIME_SHIFT = 16;

    private UuidV7() {}

    static UUID at(Instant instant) {
        byte[] bytes = new byte[2 * Long.BYTES];
        RANDOM.nextBytes(bytes);
        ByteBuffer random = ByteBuffer.wrap(bytes);
        return new UUID(
                (instant.toEpochMilli() << TIME_SHIFT) | VERSION | (random.getLong() & RANDOM_12_BITS),
                VARIANT | (random.getLong() & RANDOM_62_BITS));
    }
}
