package com.kore.billing.app;

import com.kore.billing.app.eventstore.CommandContext;
import com.kore.billing.app.eventstore.CommandDispatcher;
import com.kore.billing.app.eventstore.DecidedCommand;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** Stands at the port to the event store: keeps what was sent and answers as told. */
@Primary
@TestComponent
public final class ScriptedDispatcher implements CommandDispatcher {

    /** A command as it arrived. */
    public record Sent(SubscriptionCommand command, CommandContext context) {}

    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private volatile Function<SubscriptionCommand, DecidedCommand> script = ScriptedDispatcher::nothingHappened;

    private static DecidedCommand nothingHappened(SubscriptionCommand command) {
        return new DecidedCommand(command.subscriptionId(), 1, List.of(), false);
    }

    /** Forgets everything. */
    public void reset() {
        sent.clear();
        script = ScriptedDispatcher::nothingHappened;
    }

    public void answer(Function<SubscriptionCommand, DecidedCommand> answer) {
        script = answer;
    }

    public void fail(RuntimeException failure) {
        script = command -> {
            throw failure;
        };
    }

    public List<Sent> sent() {
        return new ArrayList<>(sent);
    }

    @Override
    public DecidedCommand dispatch(SubscriptionCommand command, CommandContext context) {
        sent.add(new Sent(command, context));
        return script.apply(command);
    }
}
