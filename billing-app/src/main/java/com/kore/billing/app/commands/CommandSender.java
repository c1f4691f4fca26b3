package com.kore.billing.app.commands;

import com.kore.billing.app.automation.BillingClock;
import com.kore.billing.app.commands.CommandForms.CommandForm;
import com.kore.billing.app.eventstore.Actor;
import com.kore.billing.app.eventstore.CommandContext;
import com.kore.billing.app.eventstore.CommandDispatcher;
import com.kore.billing.app.eventstore.DecidedCommand;
import com.kore.billing.app.eventstore.IdempotencyKey;
import com.kore.billing.app.eventstore.StoreUnavailable;
import com.kore.billing.app.security.Caller;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Sends commands with what their requests say about them, and answers with what was decided. */
@Component
public class CommandSender {
    private static final Logger LOG = LoggerFactory.getLogger(CommandSender.class);
    private static final String REPLAYED = "Idempotent-Replayed";

    private final CommandDispatcher dispatcher;
    private final BillingClock clock;
    private final Outcomes outcomes;

    /**
     * What was decided.
     *
     * @param replayed whether it is the answer to an earlier request with the same key
     */
    public record Decided(CommandAnswer answer, boolean replayed) {}

    CommandSender(CommandDispatcher dispatcher, BillingClock clock, Outcomes outcomes) {
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.outcomes = outcomes;
    }

    /** The instant of a command; asked for once per request. */
    public Instant now() {
        return clock.now();
    }

    /** Decides a command on an existing subscription. */
    ResponseEntity<CommandAnswer> send(CommandForm form, SubscriptionId subscriptionId, HttpServletRequest request) {
        return send(form.asCommand(subscriptionId, now()), request);
    }

    ResponseEntity<CommandAnswer> send(SubscriptionCommand command, HttpServletRequest request) {
        return answer(ResponseEntity.ok(), decide(command, Asked.of(request)));
    }

    /**
     * Decides what the present caller asks for, and waits for its first outcome as long as he said.
     *
     * @throws CommandRejected if the rules say no
     */
    public Decided decide(SubscriptionCommand command, Asked asked) {
        return settled(dispatch(Permission.granted(command, caller()), context(asked)), asked);
    }

    /** Decides a command that makes a subscription. */
    ResponseEntity<CommandAnswer> create(SubscriptionCommand command, HttpServletRequest request) {
        Asked asked = Asked.of(request);
        Decided decided = settled(dispatch(command, context(asked)), asked);
        URI location = URI.create("/v1/subscriptions/" + decided.answer().subscriptionId());
        return answer(ResponseEntity.status(HttpStatus.CREATED).location(location), decided);
    }

    private DecidedCommand dispatch(SubscriptionCommand command, CommandContext context) {
        return onceSettled(command.subscriptionId(), () -> dispatcher.dispatch(command, context));
    }

    /** While the outcome of an earlier charge is open it waits for that, 5 s at most, before the refusal is believed. */
    public <T> T onceSettled(SubscriptionId subscriptionId, Supplier<T> decision) {
        long deadline = System.nanoTime() + Asked.WAIT_MAX.toNanos();
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

    private Decided settled(DecidedCommand decided, Asked asked) {
        return new Decided(withOutcome(CommandAnswer.of(decided), decided, asked.patience()), decided.replayed());
    }

    private static ResponseEntity<CommandAnswer> answer(ResponseEntity.BodyBuilder builder, Decided decided) {
        builder.eTag("\"" + decided.answer().version() + "\"");
        if (decided.replayed()) {
            builder.header(REPLAYED, "true");
        }
        return builder.body(decided.answer());
    }

    /** What was decided is durable. If the database goes away while its outcome is waited for, that is not known yet, as when time is up. */
    private CommandAnswer withOutcome(CommandAnswer answer, DecidedCommand decided, Duration wait) {
        if (!wait.isPositive()) {
            return answer;
        }
        try {
            return afterOutcome(answer, decided, wait);
        } catch (StoreUnavailable | DataAccessException | TransactionException away) {
            LOG.warn("the outcome of what was decided for {} could not be waited for", decided.subscriptionId(), away);
            return answer;
        }
    }

    private CommandAnswer afterOutcome(CommandAnswer answer, DecidedCommand decided, Duration wait) {
        return answer.invoice()
                .filter(invoice -> invoice.status().equals("open"))
                .flatMap(invoice -> outcomes.first(decided, invoice.invoiceId(), wait))
                .or(() -> answer.creditNoteNumber().flatMap(refund -> outcomes.first(decided, refund, wait)))
                .map(outcome -> answer.after(outcome))
                .orElse(answer);
    }

    private static CommandContext context(Asked asked) {
        Actor actor = actor(caller());
        return new CommandContext(
                actor,
                asked.expectedVersion(),
                asked.key().map(key -> new IdempotencyKey(owner(actor), key.name(), key.requestHash())),
                asked.trace().requestId(),
                Optional.empty(),
                asked.trace().parent());
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
}
