package com.kore.billing.app.console.account;

import com.kore.billing.app.commands.CommandName;
import com.kore.billing.app.commands.NamedCommand;
import com.kore.billing.app.console.FormBody;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.projections.accountsummary.AccountSummary;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * The command that a form stands for.
 *
 * @param body what its endpoint would get, as fields of a form
 */
record AccountCommand(CommandName name, FormBody body) {
    /** The form of Modify Subscription, which chooses plan, interval and users at once. */
    static final String MODIFY = "modify";

    private static final String CHOICE = "choice";
    private static final String USERS = "managedUsers";

    /** What only a paid plan needs. */
    private static final Set<String> OF_A_PURCHASE = Set.of("paymentMethod", "billingProfile");

    /** The commands that come of {@link #MODIFY}. */
    private static final Set<CommandName> MODIFYING = Set.of(CommandName.CHANGE_PLAN, CommandName.CHANGE_MANAGED_USERS);

    /** @throws RequestRefused {@code not-found} if no command has that name */
    static AccountCommand of(String name, FormBody body) {
        return new AccountCommand(
                CommandName.of(name)
                        .orElseThrow(() -> new RequestRefused(ProblemCode.NOT_FOUND, "There is no form of that name.")),
                body);
    }

    /**
     * What was chosen in Modify Subscription. What is as it was is left out: asking for the present value would drop what is scheduled of that
     * part (rule 7), and nobody who leaves a field alone means that.
     *
     * @throws RequestRefused {@code invalid} if everything is as it was
     */
    static AccountCommand modifying(AccountSummary present, FormBody form) {
        String choice = form.fields().getOrDefault(CHOICE, "");
        FormBody body = form.without(Set.of(CHOICE));
        if (Integer.toString(present.managedUsers()).equals(form.fields().get(USERS))) {
            body = body.without(Set.of(USERS));
        }
        for (String group : OF_A_PURCHASE) {
            body = body.says(group) ? body : body.without(Set.of(group));
        }
        if (choice.isEmpty() || choice.equals(ModifySection.present(present).value())) {
            if (!body.says(USERS)) {
                throw RequestRefused.invalid(
                        CHOICE, "and users are as they are now: choose another plan, or another number");
            }
            return new AccountCommand(CommandName.CHANGE_MANAGED_USERS, body.without(OF_A_PURCHASE));
        }
        String[] parts = choice.split(" ", 2);
        Map<String, String> terms =
                parts.length == 1 ? Map.of("plan", choice) : Map.of("plan", parts[0], "interval", parts[1]);
        return new AccountCommand(CommandName.CHANGE_PLAN, body.with(terms));
    }

    /** The form that it was entered into. */
    String form() {
        return MODIFYING.contains(name) ? MODIFY : name.toString();
    }

    /** What was entered into that form. */
    FormBody entered() {
        Map<String, String> fields = body.fields();
        return name == CommandName.CHANGE_PLAN && fields.containsKey("plan")
                ? body.with(Map.of(CHOICE, (fields.get("plan") + " " + fields.getOrDefault("interval", "")).strip()))
                : body;
    }

    /**
     * Reads it as its endpoint reads a body.
     *
     * @throws RequestRefused {@code invalid}, with violations named as the fields are
     */
    NamedCommand read(HttpServletRequest request) {
        ObjectNode json = TestCard.chosenIn(body).asJson(request);
        json.put("command", name.toString());
        return NamedCommand.read(json, "", List.of());
    }
}
