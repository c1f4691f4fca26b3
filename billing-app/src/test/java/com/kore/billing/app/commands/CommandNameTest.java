package com.kore.billing.app.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.HttpTest;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What can be previewed and simulated is what can be sent. */
class CommandNameTest extends HttpTest {
    private static final String ACCOUNT = "/v1/subscriptions/{subscriptionId}/";

    @Test
    void every_command_on_an_account_is_one_and_takes_the_body_of_its_endpoint() {
        Map<String, String> endpoints = new TreeMap<>();
        for (Map.Entry<String, JsonNode> path :
                send(anonymously("/v3/api-docs")).json().path("paths").properties()) {
            String name = path.getKey().replace(ACCOUNT, "");
            boolean asks = name.equals("preview") || name.equals("simulations");
            if (path.getKey().startsWith(ACCOUNT) && path.getValue().has("post") && !asks) {
                endpoints.put(
                        name,
                        path.getValue()
                                .at("/post/requestBody/content/application~1json/schema/$ref")
                                .stringValue(""));
            }
        }

        Map<String, String> commands = new TreeMap<>();
        for (CommandName command : CommandName.values()) {
            commands.put(
                    command.toString(), "#/components/schemas/" + command.form().getSimpleName());
        }
        assertThat(endpoints).isEqualTo(commands);
    }

    @ParameterizedTest
    @EnumSource(CommandName.class)
    void a_command_is_for_the_staff_if_its_endpoint_is(CommandName command) {
        Answer answer = post("service", "/v1/subscriptions/acme/" + command, "{}");

        assertThat(answer.status() == 403).isEqualTo(command.isForStaff());
    }

    @Test
    void questions_take_no_idempotency_key() {
        JsonNode paths = send(anonymously("/v3/api-docs")).json().path("paths");

        assertThat(paths.path(ACCOUNT + "preview").toString())
                .contains("If-Match")
                .doesNotContain("Idempotency-Key");
        assertThat(paths.path(ACCOUNT + "cancel").toString()).contains("If-Match", "Idempotency-Key");
    }
}
