package com.kore.billing.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.HttpTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springdoc.core.service.OpenAPIService;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class OpenApiTest extends HttpTest {

    private JsonNode document() {
        return send(anonymously("/v3/api-docs")).json();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::stringValue).toList();
    }

    @Test
    void it_is_of_version_3_1_and_asks_for_a_bearer_token() {
        JsonNode document = document();

        assertThat(document.path("openapi").stringValue()).startsWith("3.1");
        assertThat(document.path("components")
                        .path("securitySchemes")
                        .path("bearer")
                        .path("scheme")
                        .stringValue())
                .isEqualTo("bearer");
        assertThat(document.path("security").get(0).has("bearer")).isTrue();
    }

    @Test
    void there_is_one_whatever_language_is_asked_for(@Autowired OpenAPIService documents) {
        for (String language : List.of("de", "en-GB", "xx-made-up")) {
            Answer answer = send(anonymously("/v3/api-docs").header("Accept-Language", language));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(documents.getCachedOpenAPI(Locale.forLanguageTag(language)))
                    .isNull();
        }
        assertThat(documents.getCachedOpenAPI(Locale.ENGLISH)).isNotNull();
    }

    @Test
    void every_operation_says_what_it_is_for_and_which_problems_it_may_answer() {
        for (Map.Entry<String, JsonNode> path : document().path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String name = operation.getKey() + " " + path.getKey();
                assertThat(operation.getValue().path("summary").stringValue(""))
                        .as(name)
                        .isNotBlank();
                for (String status : new String[] {"400", "401", "403", "404", "422", "503"}) {
                    assertThat(operation
                                    .getValue()
                                    .at("/responses/" + status + "/content/application~1problem+json/schema/$ref")
                                    .stringValue(""))
                            .as(name + " " + status)
                            .isEqualTo("#/components/schemas/Problem");
                }
            }
        }
    }

    @Test
    void the_forms_say_what_is_required_and_allowed() {
        JsonNode schemas = document().path("components").path("schemas");

        JsonNode open = schemas.path("OpenSubscriptionForm");
        assertThat(texts(open.path("required"))).containsExactly("accountName");
        assertThat(open.at("/properties/accountName/maxLength").intValue(0)).isEqualTo(200);
        assertThat(open.at("/properties/managedUsers/maximum").intValue(0)).isEqualTo(1_000_000);
        assertThat(texts(open.at("/properties/subscriptionId/type"))).containsExactly("string", "null");
        assertThat(texts(schemas.at("/ChangeBillingIntervalForm/properties/interval/enum")))
                .containsExactly("monthly", "annual");
        assertThat(texts(schemas.at("/ChangePlanForm/properties/expectedAmountDue/required")))
                .containsExactly("amount", "currency");
        assertThat(schemas.at("/PaymentMethodForm/discriminator/mapping/ach").stringValue(""))
                .isEqualTo("#/components/schemas/AchForm");
        assertThat(schemas.path("PaymentMethodForm").path("oneOf")).hasSize(2);
        assertThat(texts(schemas.at("/CardForm/required")))
                .containsExactlyInAnyOrder("kind", "token", "brand", "last4", "expiryMonth", "expiryYear");
        assertThat(schemas.at("/SimulatedEvent/properties/payload/type").stringValue(""))
                .isEqualTo("object");
        assertThat(texts(schemas.path("Problem").path("required")))
                .contains("code", "traceId")
                .doesNotContain("violations");
        assertThat(texts(schemas.path("CommandAnswer").path("required")))
                .containsExactlyInAnyOrder("subscriptionId", "version", "events");
    }

    @Test
    void what_may_be_null_says_so_and_what_is_left_out_does_not() {
        JsonNode summary = document().at("/components/schemas/AccountSummary/properties");
        JsonNode answer = document().at("/components/schemas/CommandAnswer/properties");

        assertThat(texts(summary.at("/renewsOn/type"))).containsExactly("string", "null");
        assertThat(texts(summary.at("/pricePerUser/type"))).containsExactly("object", "null");
        assertThat(texts(summary.at("/interval/type"))).containsExactly("string", "null");
        assertThat(summary.at("/interval/enum").get(2).isNull()).isTrue();
        assertThat(summary.at("/nextBill/oneOf/0/$ref").stringValue("")).isEqualTo("#/components/schemas/NextBill");
        assertThat(summary.at("/nextBill/oneOf/1/type").stringValue("")).isEqualTo("null");
        assertThat(answer.at("/invoice/$ref").stringValue("")).isEqualTo("#/components/schemas/IssuedInvoice");
        assertThat(answer.at("/creditNoteNumber/type").stringValue("")).isEqualTo("string");
    }

    @Test
    void every_example_of_a_command_is_accepted() {
        JsonNode document = document();
        List<String> tried = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            JsonNode schema = path.getValue().at("/post/requestBody/content/application~1json/schema");
            if (schema.isMissingNode()) {
                continue;
            }
            String name = schema.path("$ref").stringValue("").replace("#/components/schemas/", "");
            JsonNode example = document.at("/components/schemas/" + name + "/example");
            String body = example.isString() ? example.stringValue() : example.toString();
            String where = path.getKey().replace("{subscriptionId}", "acme").replace("{invoiceId}", "ACME-0001");
            Answer answer = post(where.startsWith("/v1/operations/") ? "operator" : "admin", where, body);
            if (path.getKey().contains("{invoiceId}")) {
                // There are no invoices here; that this is what it lacks says that the body was read.
                answer.isProblem(404, "invoice-not-found");
            } else if (path.getKey().endsWith("/preview") || path.getKey().endsWith("/simulations")) {
                // Nor is there a history to copy.
                answer.isProblem(404, "subscription-not-found");
            } else if (path.getKey().endsWith("/redemptions")) {
                // Nor can a document show a code that is good.
                answer.isProblem(404, "not-found");
            } else {
                assertThat(answer.status())
                        .as(path.getKey() + " " + body + answer.text())
                        .isLessThan(300);
            }
            tried.add(path.getKey());
        }
        assertThat(tried).hasSizeGreaterThanOrEqualTo(10);
    }
}
