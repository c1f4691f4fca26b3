package com.kore.billing.app.commands;

import com.kore.billing.app.commands.CommandForms.CommandForm;
import com.kore.billing.app.web.JsonBody;
import com.kore.billing.app.web.RecordBinder;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.account.SubscriptionId;
import java.time.Instant;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Any JSON as the body of any command: the first byte says which one. */
public final class FuzzForms {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SubscriptionId ACME = new SubscriptionId("acme");

    private FuzzForms() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        CommandName[] commands = CommandName.values();
        CommandName command = commands[(input[0] & 0xff) % commands.length];
        JsonNode json;
        try {
            json = JSON.readTree(Arrays.copyOfRange(input, 1, input.length));
        } catch (JacksonException | NumberFormatException malformed) {
            // FuzzBodies is about what is no JSON.
            return;
        }
        try {
            CommandForm form = RecordBinder.bind(JsonBody.of(json).json(), command.form());
            form.asCommand(ACME, Instant.EPOCH);
        } catch (RequestRefused refused) {
            // As it should be.
        }
    }
}
