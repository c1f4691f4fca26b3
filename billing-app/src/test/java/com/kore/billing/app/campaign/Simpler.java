package com.kore.billing.app.campaign;

import com.kore.billing.app.oracle.Command;
import com.kore.billing.app.oracle.Command.ChangePlan;
import com.kore.billing.app.oracle.Command.ChangeUsers;
import com.kore.billing.app.oracle.Command.GrantCredit;
import com.kore.billing.app.oracle.Command.Open;
import com.kore.billing.app.oracle.Command.Refund;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Commands that say less than another, or ask for half as much. */
final class Simpler {
    private Simpler() {}

    static List<Command> than(Command command) {
        return switch (command) {
            case Open open -> than(open);
            case ChangePlan change -> than(change);
            case ChangeUsers change when change.users() > 1 -> List.of(new ChangeUsers(change.users() / 2));
            case GrantCredit grant
            when grant.amount() > 1 -> List.of(new GrantCredit(grant.kind(), grant.amount() / 2, grant.currency()));
            case Refund refund
            when refund.amount().isPresent() ->
                List.of(new Refund(refund.invoice(), Optional.empty(), refund.currency()));
            default -> List.of();
        };
    }

    private static List<Command> than(Open open) {
        List<Command> simpler = new ArrayList<>();
        if (!open.zone().equals("UTC")) {
            simpler.add(new Open(open.currency(), "UTC", open.users(), open.withProfile()));
        }
        half(open.users())
                .ifPresent(users ->
                        simpler.add(new Open(open.currency(), open.zone(), Optional.of(users), open.withProfile())));
        return simpler;
    }

    private static List<Command> than(ChangePlan change) {
        List<Command> simpler = new ArrayList<>();
        String plan = change.plan();
        boolean withProfile = change.withProfile();
        if (change.interval().isPresent()) {
            simpler.add(new ChangePlan(plan, Optional.empty(), change.users(), change.method(), withProfile));
        }
        if (change.method().isPresent()) {
            simpler.add(new ChangePlan(plan, change.interval(), change.users(), Optional.empty(), withProfile));
        }
        if (change.users().isPresent()) {
            simpler.add(new ChangePlan(plan, change.interval(), Optional.empty(), change.method(), withProfile));
        }
        half(change.users())
                .ifPresent(users -> simpler.add(
                        new ChangePlan(plan, change.interval(), Optional.of(users), change.method(), withProfile)));
        return simpler;
    }

    private static Optional<Integer> half(Optional<Integer> users) {
        return users.filter(count -> count > 1).map(count -> count / 2);
    }
}
