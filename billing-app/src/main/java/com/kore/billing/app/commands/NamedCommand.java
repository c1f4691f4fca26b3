package com.kore.billing.app.commands;

import com.kore.billing.app.commands.CommandForms.CommandForm;
import com.kore.billing.app.web.RecordBinder;
import com.kore.billing.app.web.RequestRefused;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A command whose name stands in the body, beside what its own endpoint takes, instead of in the path. */
public record NamedCommand(CommandName name, CommandForm form) {
    private static final String COMMAND = "command";

    /**
     * @param path where the body stands in the request; empty for all of it
     * @param besides keys that are not the command's
     * @throws RequestRefused {@code invalid}; violations name the command's fields as its own endpoint does, from the path on
     */
    public static NamedCommand read(ObjectNode json, String path, List<String> besides) {
        CommandName name = CommandName.of(json.path(COMMAND).stringValue(""))
                .orElseThrow(() -> RequestRefused.invalid(
                        path.isEmpty() ? COMMAND : path + "." + COMMAND,
                        (json.has(COMMAND) ? "must be one of " : "is required; one of ")
                                + String.join(", ", CommandName.all())));
        return new NamedCommand(name, RecordBinder.bind(without(json, besides), name.form(), path));
    }

    static boolean isIn(JsonNode json) {
        return json.has(COMMAND);
    }

    private static JsonNode without(ObjectNode json, List<String> besides) {
        return json.deepCopy().remove(besides).without(COMMAND);
    }
}
