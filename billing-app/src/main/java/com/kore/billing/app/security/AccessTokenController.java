package com.kore.billing.app.security;

import com.kore.billing.app.security.AccessTokenForms.AccessTokenForm;
import com.kore.billing.app.security.AccessTokenForms.NewAccessToken;
import com.kore.billing.app.security.AccessTokenForms.RedeemedToken;
import com.kore.billing.app.security.AccessTokenForms.Redemption;
import com.kore.billing.app.web.Cursor;
import com.kore.billing.app.web.PageOf;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.account.SubscriptionId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Access tokens for accounts and other services: making, listing and revoking them, and redeeming the codes of one-time links. */
@RestController
@RequestMapping(path = "/v1/access-tokens", produces = MediaType.APPLICATION_JSON_VALUE)
final class AccessTokenController {
    private static final String LIST = "access-tokens";
    private static final Pattern TOKEN_ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final TokenIssuer issuer;
    private final IssuedTokens tokens;
    private final IssuedTokenCheck check;

    AccessTokenController(TokenIssuer issuer, IssuedTokens tokens, IssuedTokenCheck check) {
        this.issuer = issuer;
        this.tokens = tokens;
        this.check = check;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Make an access token, or a code that is redeemed for one",
            description =
                    "account:self, for the one account of subscriptionId, or scopes that the caller's own token has; never"
                            + " billing:admin. The token, or code, is told in this answer and never again. There is no Idempotency-Key"
                            + " here: a repeat makes another token; if an answer was lost, revoke the one that the list shows.")
    NewAccessToken make(@RequestBody AccessTokenForm form) {
        return issuer.make(form, caller());
    }

    @GetMapping
    @Operation(
            summary = "Access tokens that were made, the newest first",
            description =
                    "Without the tokens. Those of an account that were never used, and links that nobody redeemed, are listed for 90 days after they ended, others for good.")
    PageOf<IssuedToken> list(
            @RequestParam Optional<SubscriptionId> subscriptionId,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = PageOf.LIMIT_DEFAULT) int limit) {
        int checkedLimit = PageOf.checkedLimit(limit);
        long before = cursor.map(text -> Cursor.parse(text, LIST, 1).number(0)).orElse(Long.MAX_VALUE);
        PageOf<IssuedTokens.Entry> page = PageOf.of(
                tokens.newest(subscriptionId, before, checkedLimit + 1),
                checkedLimit,
                last -> new Cursor(LIST, List.of(Long.toString(last.id()))));
        return new PageOf<>(
                page.items().stream().map(IssuedTokens.Entry::token).toList(), page.nextCursor(), page.hasMore());
    }

    @DeleteMapping("/{tokenId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Revoke an access token, or the code that it is redeemed for",
            description = "On this node at once, on others within two seconds. Repeated, it does nothing more.")
    void revoke(@PathVariable String tokenId) {
        if (!TOKEN_ID.matcher(tokenId).matches() || !tokens.revoke(tokenId, caller().name())) {
            throw new RequestRefused(ProblemCode.NOT_FOUND, "Check the tokenId; the list of access tokens has it.");
        }
        check.forget(tokenId);
    }

    @PostMapping(path = "/redemptions", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @SecurityRequirements
    @Operation(
            summary = "Redeem the code of a one-time link",
            description = "By whoever has it, without a token, once, within 15 minutes.")
    RedeemedToken redeem(@RequestBody Redemption form) {
        return issuer.redeem(form.code())
                .orElseThrow(
                        () -> new RequestRefused(
                                ProblemCode.NOT_FOUND,
                                "The code is none, or is good no longer: it can be redeemed once, within 15 minutes. Ask for another."));
    }

    private static Caller caller() {
        return Caller.of(
                Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication()));
    }
}
