package com.kore.billing.app.proof;

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
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;

/** Signs checkpoints (Ed25519, RFC 8032). Two lines of base64: the private key (PKCS #8) and the public one (X.509, RFC 8410). */
final class SigningKey {
    static final String ALGORITHM = "Ed25519";
    private static final int ID_LENGTH = 32;
    private static final byte[] PROBE = {1};

    private final PrivateKey signing;
    private final byte[] verifying;

    private SigningKey(PrivateKey signing, byte[] verifying) {
        this.signing = signing;
        this.verifying = verifying;
    }

    /** @throws IllegalArgumentException if it is not the text of a key pair */
    static SigningKey of(String text) {
        String[] lines = text.strip().split("[\\s,]+", -1);
        if (lines.length != 2) {
            throw new IllegalArgumentException("a signing key is two base64 texts: the private key and the public one");
        }
        try {
            PrivateKey signing = KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines[0])));
            SigningKey key = new SigningKey(signing, Base64.getDecoder().decode(lines[1]));
            if (!key.sign(1, Hash.ofLeaf(PROBE), Instant.EPOCH).signatureHolds()) {
                throw new IllegalArgumentException("the private key and the public one do not belong together");
            }
            return key;
        } catch (GeneralSecurityException otherForm) {
            throw new IllegalArgumentException("a signing key is an Ed25519 key in PKCS #8", otherForm);
        }
    }

    /** Reads the key from a file that only its owner may read, and generates it at the first start. */
    static SigningKey ofFile(Path file) {
        try {
            if (!Files.exists(file)) {
                generate(file);
            }
            return of(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or write the signing key " + file, e);
        }
    }

    private static void generate(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (FileChannel channel = FileChannel.open(
                file,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(generated().getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        } catch (FileAlreadyExistsException generatedMeanwhile) {
            // Another start was faster; its key is the one.
        }
    }

    /** The text of a new key pair. */
    static String generated() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            Base64.Encoder base64 = Base64.getEncoder();
            return base64.encodeToString(pair.getPrivate().getEncoded()) + "\n"
                    + base64.encodeToString(pair.getPublic().getEncoded()) + "\n";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime from 15 on has Ed25519", impossible);
        }
    }

    Checkpoint sign(long size, Hash root, Instant at) {
        String id = idOf(verifying);
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(signing);
            signature.update(Checkpoint.signed(size, root, at, id));
            Base64.Encoder base64 = Base64.getEncoder();
            return new Checkpoint(
                    size, root, at, id, base64.encodeToString(verifying), base64.encodeToString(signature.sign()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the key signed when it was read", impossible);
        }
    }

    String id() {
        return idOf(verifying);
    }

    static String idOf(byte[] publicKey) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(publicKey))
                    .substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }

    /** Never the private key. */
    @Override
    public String toString() {
        return "signing key " + id();
    }
}
