package com.kore.billing.app.commands;

import com.kore.billing.app.security.Caller;
import com.kore.billing.app.security.Scopes;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.UpdateBillingProfile;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;

/** What a caller may not send although the path is open to it: that depends on the body. */
public final class Permission {
    private Permission() {}

    /**
     * The command as the caller may send it: what the staff may do where accounts may not is marked as theirs.
     *
     * @throws CommandRejected {@code ach-needs-admin}
     */
    public static SubscriptionCommand granted(SubscriptionCommand command, Caller caller) {
        if (method(command).filter(kind -> kind == PaymentMethod.Kind.ACH).isPresent() && !caller.has(Scopes.ADMIN)) {
            throw new CommandRejected(
                    "ach-needs-admin",
                    "ACH is set up by the vendor's staff. Use a card, or contact your representative.");
        }
        return command instanceof UpdateBillingProfile update
                ? new UpdateBillingProfile(
                        update.subscriptionId(), update.at(), update.billingProfile(), caller.has(Scopes.ADMIN))
                : command;
    }

    /** Whoever may send a command may ask what it would do, and nobody else. */
    public static void require(CommandName command, Caller caller) {
        if (command.isForStaff() && !caller.has(Scopes.ADMIN)) {
            throw new AccessDeniedException(command + " is for the vendor's staff");
        }
    }

    private static Optional<PaymentMethod.Kind> method(SubscriptionCommand command) {
        Optional<PaymentMethod> method = switch (command) {
            case ChangePaymentMethod change -> Optional.of(change.paymentMethod());
            case ChangePlan change -> change.paymentMethod();
            default -> Optional.empty();
        };
        return method.map(PaymentMethod::kind);
    }
}
