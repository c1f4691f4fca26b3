package com.kore.billing.app.eventstore;

import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Mac;

/** HMAC-SHA-256 (RFC 2104), of 32 bytes. */
final class Hmac {
    static final String ALGORITHM = "HmacSHA256";

    private Hmac() {}

    static Mac keyed(Key key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, impossible);
        }
    }

    /** What is keyed once is copied for each use: quicker than keying it, and threads share nothing. */
    static Mac copy(Mac keyed) {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
