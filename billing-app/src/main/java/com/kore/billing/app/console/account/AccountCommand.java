package com.kore.billing.app.console.account;

import com.kore.billing.app.commands.CommandName;
import com.kore.billing.app.commands.NamedCommand;
import com.kore.billing.app.console.FormBody;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes of a form the command that it stands for. Most forms are one command's; {@code modify} chooses plan, interval and users at once.
 */
final class AccountCommand {
    /** The form of Modify Subscription. */
    static final String MODIFY = "modify";

    private static final String CHOICE = "choice";

    /** What only a paid plan needs. */
    private static final Set<String> OF_A_PURCHASE = Set.of("plan", "interval", "paymentMethod", "billingProfile");

    private AccountCommand() {}

    /**
     * @param form its name: {@code modify}, or a command's
     * @throws RequestRefused {@code invalid}, with violations named as the fields are; {@code not-found} if there is no such form
     */
    static NamedCommand read(String form, FormBody body, HttpServletRequest request) {
        FormBody tokenized = TestCard.chosenIn(body);
        if (form.equals(MODIFY)) {
            return modify(tokenized, request);
        }
        CommandName command = CommandName.of(form)
                .orElseThrow(() -> new RequestRefused(ProblemCode.NOT_FOUND, "There is no form of that name."));
        return named(command, tokenized, request);
    }

    private static NamedCommand modify(FormBody body, HttpServletRequest request) {
        String choice = body.fields().getOrDefault(CHOICE, "");
        if (choice.isEmpty()) {
            throw RequestRefused.invalid(CHOICE, "is required: choose a plan");
        }
        FormBody others = body.without(Set.of(CHOICE));
        String[] parts = choice.split(" ", 2);
        return parts.length == 1
                ? named(CommandName.CHANGE_MANAGED_USERS, others.without(OF_A_PURCHASE), request)
                : named(CommandName.CHANGE_PLAN, others.with(Map.of("plan", parts[0], "interval", parts[1])), request);
    }

    private static NamedCommand named(CommandName command, FormBody body, HttpServletRequest request) {
        ObjectNode json = body.asJson(request);
        json.put("command", command.toString());
        return NamedCommand.read(json, "", List.of());
    }
}
