package com.kore.billing.app.security;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.security.AccessTokenForms.AccessTokenForm;
import com.kore.billing.app.security.AccessTokenForms.NewAccessToken;
import com.kore.billing.app.security.AccessTokenForms.RedeemedToken;
import com.kore.billing.app.security.IssuedToken.Kind;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.account.SubscriptionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** Makes access tokens, and says who may have which for how long. */
@Component
final class TokenIssuer {
    private static final Duration LIFE_MAX = Duration.ofDays(366);
    private static final Duration LIFE_OF_TOKEN = Duration.ofDays(90);

    /** A day at work. */
    private static final Duration LIFE_BEHIND_LINK = Duration.ofHours(12);

    /** Mail may take some minutes, and lies about afterwards. */
    private static final Duration LIFE_OF_CODE = Duration.ofMinutes(15);

    private final IssuedTokens tokens;
    private final EventReader events;
    private final UnknownSecrets unknown;

    TokenIssuer(IssuedTokens tokens, EventReader events, UnknownSecrets unknown) {
        this.tokens = tokens;
        this.events = events;
        this.unknown = unknown;
    }

    /**
     * A token, or the code that it is redeemed for.
     *
     * @throws RequestRefused {@code invalid}, or {@code subscription-not-found}
     * @throws AccessDeniedException if the caller would give a scope that it does not have
     */
    NewAccessToken make(AccessTokenForm form, Caller caller) {
        List<String> scopes = form.distinctScopes();
        requireSound(scopes, form.subscriptionId());
        if (!scopes.stream().allMatch(scope -> scope.equals(Scopes.ACCOUNT_SELF) || caller.has(scope))) {
            throw new AccessDeniedException("nobody gives what he does not have");
        }
        form.subscriptionId().ifPresent(this::requireOpened);
        Kind kind = form.kind().orElse(Kind.TOKEN);
        boolean link = kind == Kind.ONE_TIME_LINK;
        Instant now = tokens.now();
        Instant expiresAt = expiry(form.expiresAt(), now, link ? LIFE_BEHIND_LINK : LIFE_OF_TOKEN);
        IssuedToken token = new IssuedToken(
                UUID.randomUUID().toString(),
                kind,
                form.name(),
                scopes,
                form.subscriptionId(),
                now,
                caller.name(),
                expiresAt,
                link ? Optional.of(earlier(now.plus(LIFE_OF_CODE), expiresAt)) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Secret secret = link ? Secret.code() : Secret.token();
        tokens.forgetOld();
        tokens.add(token, secret);
        return NewAccessToken.of(token, secret);
    }

    /**
     * Empty if the code is none, was redeemed or revoked, or has expired: nobody is told which.
     *
     * @throws RequestRefused {@code unavailable} if too many are being looked up
     */
    Optional<RedeemedToken> redeem(String code) {
        Secret token = Secret.token();
        if (!Secret.isCode(code)) {
            return Optional.empty();
        }
        try {
            return unknown.lookUp(() -> tokens.redeem(Secret.sha256(code), token))
                    .map(redeemed -> RedeemedToken.of(redeemed, token));
        } catch (LookUps.TooMany busy) {
            throw new RequestRefused(
                    ProblemCode.UNAVAILABLE, "Too many redeem codes. Repeat after the seconds of Retry-After.");
        }
    }

    /** Beside another scope, account:self would say less than the token can do. */
    private static void requireSound(List<String> scopes, Optional<SubscriptionId> account) {
        boolean self = scopes.contains(Scopes.ACCOUNT_SELF);
        if (self && scopes.size() > 1) {
            throw RequestRefused.invalid("scopes", "must be " + Scopes.ACCOUNT_SELF + " alone, or others");
        }
        if (self && account.isEmpty()) {
            throw RequestRefused.invalid("subscriptionId", "is required with " + Scopes.ACCOUNT_SELF);
        }
        if (!self && account.isPresent()) {
            throw RequestRefused.invalid("subscriptionId", "is for " + Scopes.ACCOUNT_SELF + "; leave it out");
        }
    }

    private void requireOpened(SubscriptionId account) {
        if (events.sealedOfSubscription(account, 0, 0).isEmpty()) {
            throw RequestRefused.subscriptionNotFound();
        }
    }

    private static Instant expiry(Optional<Instant> asked, Instant now, Duration otherwise) {
        Instant expiresAt = asked.orElse(now.plus(otherwise));
        if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LIFE_MAX))) {
            throw RequestRefused.invalid(
                    "expiresAt", "must lie within the next %d days of real time".formatted(LIFE_MAX.toDays()));
        }
        return expiresAt;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
