package com.kore.billing.app.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.kore.billing.app.security.IssuedToken.Kind;
import com.kore.billing.domain.account.SubscriptionId;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is sent and answered when access tokens are made. What holds a secret does not print it: Spring's debug log would. */
final class AccessTokenForms {
    private static final int NAME_MAX = 100;
    private static final int SCOPES_MAX = 6;

    private AccessTokenForms() {}

    /** One of {@link Scopes#GIVEN}. */
    record GivenScope(String value) {
        GivenScope {
            if (!Scopes.GIVEN.contains(value)) {
                throw new IllegalArgumentException(
                        "must be " + Scopes.GIVEN.stream().sorted().collect(Collectors.joining(" or ")));
            }
        }
    }

    /**
     * A token to be made.
     *
     * @param name what to call it in the list; an erasure takes it only from tokens of the account
     * @param scopes {@code account:self} alone, or others
     * @param subscriptionId the account of one with {@code account:self}, and of no other
     * @param expiresAt within 366 days; 90 days from now if left out, 12 hours for a one-time link
     * @param kind how it is handed over; {@code token} if left out
     */
    @Schema(example = "{\"name\": \"CRM\", \"scopes\": [\"billing:read\", \"billing:write\"]}")
    record AccessTokenForm(
            @Size(min = 1, max = NAME_MAX) Optional<String> name,
            @Size(min = 1, max = SCOPES_MAX) List<GivenScope> scopes,
            Optional<SubscriptionId> subscriptionId,
            Optional<Instant> expiresAt,
            Optional<Kind> kind) {

        List<String> distinctScopes() {
            return scopes.stream().map(GivenScope::value).distinct().sorted().toList();
        }
    }

    /**
     * A token that was made.
     *
     * @param token what to present as bearer token; told here and never again
     * @param code instead of it for a one-time link: what to redeem
     * @param codeExpiresAt until when
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record NewAccessToken(
            String tokenId,
            Kind kind,
            Optional<String> name,
            List<String> scopes,
            Optional<SubscriptionId> subscriptionId,
            Instant createdAt,
            String createdBy,
            Instant expiresAt,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> token,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> code,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Instant> codeExpiresAt) {

        static NewAccessToken of(IssuedToken made, Secret secret) {
            boolean link = made.kind() == Kind.ONE_TIME_LINK;
            return new NewAccessToken(
                    made.tokenId(),
                    made.kind(),
                    made.name(),
                    made.scopes(),
                    made.subscriptionId(),
                    made.createdAt(),
                    made.createdBy(),
                    made.expiresAt(),
                    link ? Optional.empty() : Optional.of(secret.value()),
                    link ? Optional.of(secret.value()) : Optional.empty(),
                    made.codeExpiresAt());
        }

        @Override
        public String toString() {
            return "NewAccessToken[" + tokenId + "]";
        }
    }

    /** @param code of a one-time link */
    @Schema(example = "{\"code\": \"kore_code_4v1Rk0h6m0cVb9sS3cI1dP1Ty0aTgq5X1u7wq2hZz8E\"}")
    record Redemption(String code) {
        @Override
        public String toString() {
            return "Redemption[]";
        }
    }

    /**
     * What a code was redeemed for.
     *
     * @param token what to present as bearer token; told here and never again
     */
    record RedeemedToken(
            String tokenId,
            List<String> scopes,
            Optional<SubscriptionId> subscriptionId,
            Instant expiresAt,
            String token) {

        static RedeemedToken of(IssuedToken redeemed, Secret token) {
            return new RedeemedToken(
                    redeemed.tokenId(),
                    redeemed.scopes(),
                    redeemed.subscriptionId(),
                    redeemed.expiresAt(),
                    token.value());
        }

        @Override
        public String toString() {
            return "RedeemedToken[" + tokenId + "]";
        }
    }
}
