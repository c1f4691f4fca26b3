package com.kore.billing.app.feed;

import com.kore.billing.app.eventstore.CommandContext;
import com.kore.billing.app.eventstore.CommandDispatcher;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.joda.money.CurrencyUnit;

/** Something to follow. */
public final class ManyEvents {
    private ManyEvents() {}

    /** Writes so many events of one account. */
    public static void write(RunningService service, int count) {
        CommandDispatcher commands = service.bean(CommandDispatcher.class);
        CommandContext context = CommandContext.of("test", "many-events");
        SubscriptionId id = new SubscriptionId("acme");
        Instant at = Instant.parse("2026-01-15T10:00:00Z");
        commands.dispatch(
                new OpenSubscription(id, at, "Acme", CurrencyUnit.USD, ZoneOffset.UTC, 1, Optional.empty()), context);
        for (int users = 2; users <= count; users++) {
            commands.dispatch(new ChangeManagedUsers(id, at, users, Optional.empty()), context);
        }
    }
}
