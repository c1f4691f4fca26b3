package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What journeys do with accounts over HTTP, in the words of their stories. */
record Accounts(RunningService service) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final String PROFILE = """
            {"contactName":"Ada","email":"ada@acme.example","address":{"line1":"1 Main St","city":"Springfield",\
            "postalCode":"12345","country":"US"}}""";

    static String card(String token) {
        return """
                {"kind":"card","token":"%s","brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":2040}""".formatted(token);
    }

    Answer open(String id) {
        return service.post("service", "/v1/subscriptions", """
                        {"subscriptionId":"%s","accountName":"Acme","managedUsers":3,"billingProfile":%s}""".formatted(id, PROFILE))
                .is(201);
    }

    /** Three users, paid before the answer comes. */
    Answer openPaid(String id, String plan, String interval) {
        open(id);
        return goPaid(id, plan, interval);
    }

    /** Waits for the payment, as long as one may. */
    Answer goPaid(String id, String plan, String interval) {
        return command(
                        id,
                        "change-plan",
                        "{\"plan\":\"%s\",\"interval\":\"%s\",\"paymentMethod\":%s}"
                                .formatted(plan, interval, card("tok_visa")),
                        "Prefer",
                        "wait=5")
                .is(200);
    }

    Answer command(String id, String name, String body, String... headers) {
        return service.post("service", "/v1/subscriptions/" + id + "/" + name, body, headers);
    }

    Answer changeCard(String id, String token) {
        return command(id, "change-payment-method", card(token)).is(200);
    }

    Answer advanceTo(String instant) {
        return service.post("operator", "/v1/sandbox/clock/advance", "{\"to\":\"%s\"}".formatted(instant))
                .is(200);
    }

    Answer summary(String id) {
        return service.get("service", "/v1/subscriptions/" + id + "/account-summary")
                .is(200);
    }

    Answer invoice(String number) {
        return service.get("service", "/v1/invoices/" + number).is(200);
    }

    /** Number, day of issue and status of each invoice, the oldest first. */
    List<String> invoices(String id) {
        List<String> invoices = new ArrayList<>();
        for (JsonNode invoice : list(id, "invoices")) {
            invoices.addFirst("%s %s %s"
                    .formatted(
                            invoice.get("number").asString(),
                            invoice.get("issuedOn").asString(),
                            invoice.get("status").asString()));
        }
        return invoices;
    }

    /** Date, charge type and minor units of each transaction, the oldest first. */
    List<String> history(String id) {
        List<String> rows = new ArrayList<>();
        for (JsonNode row : list(id, "billing-history")) {
            rows.addFirst("%s %s %d"
                    .formatted(
                            row.get("date").asString(),
                            row.get("chargeType").asString(),
                            row.get("amount").get("amount").asLong()));
        }
        return rows;
    }

    /** When each attempt on an invoice was made, and what became of it. */
    List<String> attempts(String number) {
        List<String> attempts = new ArrayList<>();
        for (JsonNode payment : invoice(number).json().get("payments")) {
            attempts.add("%s %s"
                    .formatted(
                            payment.get("at").asString(), payment.get("outcome").asString()));
        }
        return attempts;
    }

    /** The types of all events of an account as other services follow them, each with the invoice that it is about. */
    List<String> feed(String id) {
        return service.get("service", "/v1/events?after=0&limit=1000")
                .is(200)
                .response()
                .body()
                .lines()
                .map(JSON::readTree)
                .filter(event -> event.get("subscriptionId").asString().equals(id))
                .map(event -> (event.get("type").asString() + " "
                                + event.at("/payload/invoiceId").asString(""))
                        .strip())
                .toList();
    }

    private JsonNode list(String id, String list) {
        return service.get("service", "/v1/subscriptions/%s/%s?limit=100".formatted(id, list))
                .is(200)
                .json()
                .get("items");
    }
}
