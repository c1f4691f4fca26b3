package com.kore.billing.app.eventstore;

import com.kore.billing.app.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Wraps the keys of all accounts; whoever loses it loses every personal value, and nothing else.
 *
 * @param id says which master key wrapped a key, without saying anything about it
 */
record MasterKey(String id, SecretKey key) {
    private static final int BYTES = 32;
    private static final int ID_LENGTH = 16;

    /** @throws IllegalArgumentException if it is not the base64 of 32 bytes */
    static MasterKey ofBase64(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("the master key must be base64 of 32 bytes", notBase64);
        }
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("the master key must be base64 of 32 bytes, not of " + bytes.length);
        }
        return new MasterKey(idOf(bytes), new SecretKeySpec(bytes, "AES"));
    }

    /** Reads the key from a file that only its owner may read, and generates it at the first start. */
    static MasterKey ofFile(Path file, RandomGenerator random) {
        try {
            if (!Files.exists(file)) {
                generate(file, random);
            }
            return ofBase64(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or write the master key " + file, e);
        }
    }

    private static void generate(Path file, RandomGenerator random) throws IOException {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (FileChannel channel = FileChannel.open(
                file,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(Base64.getEncoder().encode(bytes)));
            channel.force(true);
        } catch (FileAlreadyExistsException generatedMeanwhile) {
            // Another start was faster; its key is the one.
        }
    }

    private static String idOf(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return HexFormat.of().formatHex(digest).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key of 32 bytes for one purpose: HMAC-SHA-256 of it, keyed with this one. */
    SecretKey of(String purpose, String algorithm) {
        Mac mac = Hmac.keyed(new SecretKeySpec(key.getEncoded(), Hmac.ALGORITHM));
        return new SecretKeySpec(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)), algorithm);
    }

    /** Whether a store, of which there may be no table yet, names this key, or none so far. */
    boolean mayBeOf(JdbcClient store) {
        boolean isNew = store.sql("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA"
                                + " AND LOWER(table_name) = 'personal_data_master_key'")
                        .query(Long.class)
                        .single()
                == 0;
        return isNew
                || store.sql("SELECT master_key_id FROM personal_data_master_key WHERE id = 1")
                        .query(String.class)
                        .optional()
                        .filter(claimed -> !claimed.equals(id))
                        .isEmpty();
    }

    StartRefused notOfThisStore() {
        return new StartRefused(
                "BILLING_ENCRYPTION_MASTER_KEY (or master.key in BILLING_DATA_DIR) is not the one that this store's personal"
                        + " data is encrypted under (" + this + ").",
                "Start with the right one; nothing was changed in the database.");
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "master key " + id;
    }
}
