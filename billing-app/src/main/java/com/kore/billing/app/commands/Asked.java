package com.kore.billing.app.commands;

import com.kore.billing.app.web.CardNumbers;
import com.kore.billing.app.web.JsonBody;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.app.web.RequestTrace;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/**
 * What a caller says about a command, besides the command.
 *
 * @param expectedVersion the only version that it is to be decided on
 * @param key under which a repeat has the same answer
 * @param patience how long the answer may wait for the first outcome of a charge, 5 s at most
 */
public record Asked(Optional<Long> expectedVersion, Optional<Key> key, Duration patience, RequestTrace trace) {
    static final Duration WAIT_MAX = Duration.ofSeconds(5);

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

    /** One in some ten thousands of random ones holds digits that would pass for a card's. */
    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Pattern VERSION_TAG = Pattern.compile("\"([0-9]{1,18})\"");
    private static final Pattern PREFERRED_WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?([0-9]{1,9})");

    /**
     * An idempotency key, and what it stands for.
     *
     * @param name visible ASCII
     * @param requestHash {@link JsonBody#requestHash}
     */
    public record Key(String name, String requestHash) {}

    /** By the headers of a request whose body was read. */
    static Asked of(HttpServletRequest request) {
        return new Asked(
                expectedVersion(request),
                header(request, IDEMPOTENCY_KEY).map(key -> key(key, request)),
                preferredWait(request),
                RequestTrace.of(request));
    }

    /**
     * By the fields of a form: it is decided on the version that its sender saw, and its charge is waited for.
     *
     * @param key under which sending the form twice does nothing more
     * @throws RequestRefused if no key can be like that
     */
    public static Asked byForm(Optional<Long> seenVersion, String key, HttpServletRequest request) {
        return new Asked(seenVersion, Optional.of(key(key, request)), WAIT_MAX, RequestTrace.of(request));
    }

    private static Key key(String key, HttpServletRequest request) {
        if (!KEY.matcher(key).matches()) {
            throw RequestRefused.invalid(IDEMPOTENCY_KEY, "must be 1 to 255 visible ASCII characters");
        }
        if (!UUID.matcher(key).matches() && CardNumbers.isIn(key)) {
            throw JsonBody.cardNumberRefused();
        }
        return new Key(key, JsonBody.requestHash(request));
    }

    /** {@code *} asks only that there is a subscription, which every command but the opening does anyway. */
    static Optional<Long> expectedVersion(HttpServletRequest request) {
        return header(request, HttpHeaders.IF_MATCH)
                .filter(tag -> !tag.equals("*"))
                .map(tag -> {
                    Matcher version = VERSION_TAG.matcher(tag);
                    if (!version.matches()) {
                        throw RequestRefused.invalid(
                                HttpHeaders.IF_MATCH, "must be one version in double quotes, such as \"7\"");
                    }
                    return Long.parseLong(version.group(1));
                });
    }

    /** RFC 7240: a preference that is not understood is ignored. */
    private static Duration preferredWait(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Prefer")).stream()
                .map(PREFERRED_WAIT::matcher)
                .filter(Matcher::find)
                .map(wait -> Duration.ofSeconds(Long.parseLong(wait.group(1))))
                .findFirst()
                .map(wait -> wait.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wait)
                .orElse(Duration.ZERO);
    }

    private static Optional<String> header(HttpServletRequest request, String name) {
        List<String> values = Collections.list(request.getHeaders(name));
        if (values.size() > 1) {
            throw RequestRefused.invalid(name, "must be sent once");
        }
        return values.stream().findFirst();
    }
}
