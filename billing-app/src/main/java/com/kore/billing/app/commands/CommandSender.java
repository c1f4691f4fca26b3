package com.kore.billing.app.commands;

import com.kore.billing.app.automation.BillingClock;
import com.kore.billing.app.commands.CommandForms.CommandForm;
import com.kore.billing.app.eventstore.Actor;
import com.kore.billing.app.eventstore.CommandContext;
import com.kore.billing.app.eventstore.CommandDispatcher;
import com.kore.billing.app.eventstore.DecidedCommand;
import com.kore.billing.app.eventstore.IdempotencyKey;
import com.kore.billing.app.security.Caller;
import com.kore.billing.app.web.CardNumbers;
import com.kore.billing.app.web.JsonBody;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.app.web.RequestTrace;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Sends commands with what their requests say about them, and answers with what was decided. */
@Component
class CommandSender {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotent-Replayed";
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");
    /** One in some ten thousands of random ones holds digits that would pass for a card's. */
    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Pattern VERSION_TAG = Pattern.compile("\"([0-9]{1,18})\"");

    private static final Pattern PREFERRED_WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?([0-9]{1,9})");
    private static final Duration WAIT_MAX = Duration.ofSeconds(5);

    private final CommandDispatcher dispatcher;
    private final BillingClock clock;
    private final Outcomes outcomes;

    CommandSender(CommandDispatcher dispatcher, BillingClock clock, Outcomes outcomes) {
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.outcomes = outcomes;
    }

    /** The instant of a command; asked for once per request. */
    Instant now() {
        return clock.now();
    }

    /** Decides a command on an existing subscription. */
    ResponseEntity<CommandAnswer> send(CommandForm form, SubscriptionId subscriptionId, HttpServletRequest request) {
        return send(form.asCommand(subscriptionId, now()), request);
    }

    ResponseEntity<CommandAnswer> send(SubscriptionCommand command, HttpServletRequest request) {
        DecidedCommand decided = dispatch(Permission.granted(command, caller()), context(request));
        return answer(ResponseEntity.ok(), decided, request);
    }

    /** Decides a command that makes a subscription. */
    ResponseEntity<CommandAnswer> create(SubscriptionCommand command, HttpServletRequest request) {
        DecidedCommand decided = dispatch(command, context(request));
        URI location = URI.create("/v1/subscriptions/" + decided.subscriptionId());
        return answer(ResponseEntity.status(HttpStatus.CREATED).location(location), decided, request);
    }

    private DecidedCommand dispatch(SubscriptionCommand command, CommandContext context) {
        return onceSettled(command.subscriptionId(), () -> dispatcher.dispatch(command, context));
    }

    /** While the outcome of an earlier charge is open it waits for that, 5 s at most, before the refusal is believed. */
    <T> T onceSettled(SubscriptionId subscriptionId, Supplier<T> decision) {
        long deadline = System.nanoTime() + WAIT_MAX.toNanos();
        OptionalLong shown = OptionalLong.empty();
        while (true) {
            try {
                return decision.get();
            } catch (CommandRejected rejected) {
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                boolean pending = rejected.code().equals("payment-pending") && left.isPositive();
                if (!pending || (shown.isPresent() && !outcomes.seen(subscriptionId, shown.getAsLong() + 1, left))) {
                    throw rejected;
                }
                // Known before the next try, so that an outcome that comes during it ends the wait after it.
                shown = OptionalLong.of(outcomes.shownVersion(subscriptionId));
            }
        }
    }

    private ResponseEntity<CommandAnswer> answer(
            ResponseEntity.BodyBuilder builder, DecidedCommand decided, HttpServletRequest request) {
        CommandAnswer answer = withOutcome(CommandAnswer.of(decided), decided, preferredWait(request));
        builder.eTag("\"" + answer.version() + "\"");
        if (decided.replayed()) {
            builder.header(REPLAYED, "true");
        }
        return builder.body(answer);
    }

    private CommandAnswer withOutcome(CommandAnswer answer, DecidedCommand decided, Duration wait) {
        if (!wait.isPositive()) {
            return answer;
        }
        return answer.invoice()
                .filter(invoice -> invoice.status().equals("open"))
                .flatMap(invoice -> outcomes.first(decided, invoice.invoiceId(), wait))
                .or(() -> answer.creditNoteNumber().flatMap(refund -> outcomes.first(decided, refund, wait)))
                .map(outcome -> answer.after(outcome))
                .orElse(answer);
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

    private static CommandContext context(HttpServletRequest request) {
        RequestTrace trace = RequestTrace.of(request);
        Actor actor = actor(caller());
        return new CommandContext(
                actor,
                expectedVersion(request),
                idempotencyKey(request)
                        .map(key -> new IdempotencyKey(owner(actor), key, JsonBody.requestHash(request))),
                trace.requestId(),
                Optional.empty(),
                trace.parent());
    }

    /** Who may act for one account only stands as that account in its events: a subject may be somebody's e-mail address. */
    private static Actor actor(Caller caller) {
        return caller.ownAccount()
                .map(account -> new Actor(account.value(), Actor.Kind.ACCOUNT, caller.tokenId()))
                .orElseGet(() -> new Actor(
                        caller.name(),
                        switch (caller.vouchedBy()) {
                            case TOKEN -> Actor.Kind.TOKEN;
                            case JWT -> Actor.Kind.JWT;
                        },
                        caller.tokenId()));
    }

    /**
     * An account may be called as a token is, or as a JWT's subject; a tab is in no such subject. All others own their keys by their bare
     * names, under which they have been stored.
     */
    private static String owner(Actor actor) {
        return actor.kind() == Actor.Kind.ACCOUNT ? "account\t" + actor.name() : actor.name();
    }

    static Caller caller() {
        return Caller.of(
                Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication()));
    }

    private static Optional<String> idempotencyKey(HttpServletRequest request) {
        return header(request, IDEMPOTENCY_KEY).map(key -> {
            if (!KEY.matcher(key).matches()) {
                throw RequestRefused.invalid(IDEMPOTENCY_KEY, "must be 1 to 255 visible ASCII characters");
            }
            if (!UUID.matcher(key).matches() && CardNumbers.isIn(key)) {
                throw JsonBody.cardNumberRefused();
            }
            return key;
        });
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

    private static Optional<String> header(HttpServletRequest request, String name) {
        List<String> values = Collections.list(request.getHeaders(name));
        if (values.size() > 1) {
            throw RequestRefused.invalid(name, "must be sent once");
        }
        return values.stream().findFirst();
    }
}
