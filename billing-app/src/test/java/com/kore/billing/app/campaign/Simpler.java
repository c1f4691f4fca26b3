package com.kore.billing.app.campaign;

import com.kore.billing.app.oracle.Command;
import com.kore.billing.app.oracle.Command.AddPrepaidUsers;
import com.kore.billing.app.oracle.Command.ChangePlan;
import com.kore.billing.app.oracle.Command.ChangeUsers;
import com.kore.billing.app.oracle.Command.GrantCredit;
import com.kore.billing.app.oracle.Command.Open;
import com.kore.billing.app.oracle.Command.Refund;
import com.kore.billing.app.oracle.Command.SignContract;
import java.time.temporal.ChronoUnit;
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
            case SignContract sign -> than(sign);
            case AddPrepaidUsers add when add.count() > 1 -> List.of(new AddPrepaidUsers(add.count() / 2));
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

    /** Fewer users, a lower price, an earlier end. */
    private static List<Command> than(SignContract sign) {
        List<Command> simpler = new ArrayList<>();
        long days = ChronoUnit.DAYS.between(sign.start(), sign.end());
        if (sign.prepaid() > 1) {
            simpler.add(with(sign, sign.prepaid() / 2, sign.price(), days));
        }
        if (sign.price() > 0) {
            simpler.add(with(sign, sign.prepaid(), sign.price() / 2, days));
        }
        if (days > 1) {
            simpler.add(with(sign, sign.prepaid(), sign.price(), days / 2));
        }
        return simpler;
    }

    private static SignContract with(SignContract sign, int prepaid, long price, long days) {
        return new SignContract(
                sign.plan(),
                sign.interval(),
                prepaid,
                price,
                sign.currency(),
                sign.start(),
                sign.start().plusDays(days),
                sign.reference());
    }

    private static Optional<Integer> half(Optional<Integer> users) {
        return users.filter(count -> count > 1).map(count -> count / 2);
    }
}
