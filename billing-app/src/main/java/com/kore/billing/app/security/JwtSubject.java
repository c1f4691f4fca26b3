package com.kore.billing.app.security;

import java.util.regex.Pattern;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/**
 * A JWT says in {@code sub} whose it is, in 1 to 255 printable characters: events name it as their actor, and idempotency keys are kept
 * under it. Spring Boot asks this besides the issuer's and the expiry's checks.
 */
@Component
final class JwtSubject implements OAuth2TokenValidator<Jwt> {
    private static final int LENGTH_MAX = 255;

    /** Neither control and format characters nor halves of characters, private ones and separators of lines. */
    private static final Pattern PRINTABLE = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]+");

    private static final OAuth2Error NOBODY =
            new OAuth2Error("invalid_token", "sub must have 1 to " + LENGTH_MAX + " printable characters", "");

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        String subject = token.getSubject();
        boolean named = subject != null
                && subject.length() <= LENGTH_MAX
                && !subject.isBlank()
                && PRINTABLE.matcher(subject).matches();
        return named ? OAuth2TokenValidatorResult.success() : OAuth2TokenValidatorResult.failure(NOBODY);
    }
}
