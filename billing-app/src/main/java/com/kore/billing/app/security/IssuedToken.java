package com.kore.billing.app.security;

import com.kore.billing.domain.account.SubscriptionId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * An access token that was made over HTTP, without the token. Times are the database's, also in sandbox time.
 *
 * @param tokenId a UUID, in the metadata of the events that it caused; their actor too, unless it is for one account, which is the actor then
 * @param name what the staff calls it
 * @param scopes what it is good for
 * @param subscriptionId the one account of a token with {@code account:self}
 * @param createdBy the caller who made it
 * @param codeExpiresAt until when the code of a one-time link may be redeemed; null for others
 * @param redeemedAt when it was; null until then, and for others
 * @param revokedBy the caller who revoked it
 * @param lastUsedOn the last day in UTC on which it was presented
 */
record IssuedToken(
        String tokenId,
        Kind kind,
        Optional<String> name,
        List<String> scopes,
        Optional<SubscriptionId> subscriptionId,
        Instant createdAt,
        String createdBy,
        Instant expiresAt,
        Optional<Instant> codeExpiresAt,
        Optional<Instant> redeemedAt,
        Optional<Instant> revokedAt,
        Optional<String> revokedBy,
        Optional<LocalDate> lastUsedOn) {

    IssuedToken {
        scopes = List.copyOf(scopes);
    }

    /** How it is handed over. */
    enum Kind {
        /** In the answer. */
        TOKEN,
        /** For a code in the answer, once. */
        ONE_TIME_LINK
    }
}
