package com.kore.billing.app.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the service has put its name to: so many events, in this tree, at this time. Whoever keeps one can tell later whether any of
 * those events was altered, left out or moved.
 *
 * @param size how many leaves
 * @param at when it was signed, by the computer's clock
 * @param keyId the first 32 hexadecimal digits of the SHA-256 of the public key
 * @param publicKey base64 of its X.509 form (RFC 8410); believe it only if {@code keyId} is known from elsewhere
 * @param signature base64 of an Ed25519 signature of {@link #signed}
 */
public record Checkpoint(long size, Hash root, Instant at, String keyId, String publicKey, String signature) {

    /** What is signed: the canonical JSON (RFC 8785) of {@code at}, {@code keyId}, {@code root} and {@code size}, in UTF-8. */
    static byte[] signed(long size, Hash root, Instant at, String keyId) {
        ObjectNode content = CanonicalJson.object();
        content.put("size", size);
        content.put("root", root.hex());
        content.put("at", at.toString());
        content.put("keyId", keyId);
        return CanonicalJson.write(content).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the key that it names has signed it, and is the key of its id. */
    public boolean signatureHolds() {
        try {
            byte[] key = Base64.getDecoder().decode(publicKey);
            if (!SigningKey.idOf(key).equals(keyId)) {
                return false;
            }
            Signature check = Signature.getInstance(SigningKey.ALGORITHM);
            check.initVerify(KeyFactory.getInstance(SigningKey.ALGORITHM).generatePublic(new X509EncodedKeySpec(key)));
            check.update(signed(size, root, at, keyId));
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException notSoSigned) {
            return false;
        }
    }

    /**
     * As the service answers it and appends it to its file.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Checkpoint parse(String line) {
        JsonNode json = CanonicalJson.read(line);
        try {
            return new Checkpoint(
                    json.required("size").asLong(),
                    new Hash(json.required("root").asString()),
                    Instant.parse(json.required("at").asString()),
                    json.required("keyId").asString(),
                    json.required("publicKey").asString(),
                    json.required("signature").asString());
        } catch (RuntimeException otherForm) {
            throw new IllegalArgumentException("not a checkpoint: " + otherForm.getMessage(), otherForm);
        }
    }

    /** One line of JSON. */
    String asText() {
        ObjectNode json = CanonicalJson.object();
        json.put("size", size);
        json.put("root", root.hex());
        json.put("at", at.toString());
        json.put("keyId", keyId);
        json.put("publicKey", publicKey);
        json.put("signature", signature);
        return json.toString();
    }
}
