package com.kore.billing.app.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stripe as its documentation tells it, as far as we ask it: customers, payment methods, PaymentIntents, refunds, lists, searches and
 * idempotency keys. What a payment method does is told beforehand; what else may go wrong is stubbed by the test, at a lower number of
 * priority.
 */
public final class FakeStripe implements AutoCloseable {
    /** The transformer that lets an answer be given by this fake, whatever else is wrong with it. */
    public static final String ANSWER = "stripe";

    private static final int PRIORITY = 100;

    /** More than a service asks at once, or those that are not answered would keep others from being asked. */
    private static final int THREADS = 60;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern METADATA = Pattern.compile("metadata\\['(\\w+)']:'([^']*)'");

    private final WireMockServer server;
    private final Map<String, Behavior> behaviors = new HashMap<>();
    private final Map<String, ObjectNode> methods = new HashMap<>();
    private final Map<String, ObjectNode> customers = new TreeMap<>();
    private final Map<String, ObjectNode> intents = new TreeMap<>();
    private final Map<String, ObjectNode> refunds = new TreeMap<>();
    private final Map<String, Kept> keys = new HashMap<>();
    private final Set<String> detached = new HashSet<>();
    private boolean searchIsBehind;
    private String refundStatus = "succeeded";
    private int lastId = 100_000;
    private volatile Predicate<String> unanswered = asked -> false;
    private volatile CountDownLatch speaking = new CountDownLatch(0);

    /** What comes of charging a payment method. */
    public enum Behavior {
        PAYS("card", "succeeded", "", ""),
        DECLINES("card", "requires_payment_method", "card_declined", "generic_decline"),
        LACKS_MONEY("card", "requires_payment_method", "card_declined", "insufficient_funds"),
        ASKS_THE_PAYER("card", "requires_payment_method", "authentication_required", ""),
        TAKES_DAYS("us_bank_account", "processing", "", ""),
        PAYS_BY_BANK("us_bank_account", "succeeded", "", "");

        private final String type;
        private final String status;
        private final String code;
        private final String declineCode;

        Behavior(String type, String status, String code, String declineCode) {
            this.type = type;
            this.status = status;
            this.code = code;
            this.declineCode = declineCode;
        }
    }

    private record Kept(String request, Answer answer) {}

    private record Answer(int status, JsonNode body) {}

    public FakeStripe() {
        server = new WireMockServer(WireMockConfiguration.options()
                .dynamicPort()
                .containerThreads(THREADS)
                .extensions(new Transformer()));
        server.stubFor(any(anyUrl()).atPriority(PRIORITY).willReturn(aResponse().withTransformers(ANSWER)));
        server.start();
    }

    @Override
    public void close() {
        speaks();
        server.stop();
    }

    /**
     * Does what it is asked for and says nothing, until it {@link #speaks}.
     *
     * @param asked where, such as {@code POST /v1/payment_intents}
     */
    public void fallsSilentAt(Predicate<String> asked) {
        speaking = new CountDownLatch(1);
        unanswered = asked;
    }

    /** Answers again, also what it was silent at. */
    public void speaks() {
        unanswered = asked -> false;
        speaking.countDown();
    }

    private void awaitAnswer(Request request) {
        if (unanswered.test(asked(request))) {
            try {
                speaking.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String asked(Request request) {
        return request.getMethod() + " " + request.getUrl().split("\\?", 2)[0];
    }

    /** For stubs and for what was asked. */
    public WireMockServer wire() {
        return server;
    }

    public String base() {
        return "http://127.0.0.1:" + server.port();
    }

    /** A payment method that no customer has yet. */
    public synchronized FakeStripe has(String token, Behavior behavior) {
        behaviors.put(token, behavior);
        ObjectNode method = object("payment_method", token);
        method.put("type", behavior.type);
        method.putNull("customer");
        methods.put(token, method);
        return this;
    }

    /** One that is attached to a customer. */
    public synchronized FakeStripe has(String token, Behavior behavior, String customer) {
        has(token, behavior);
        customers.putIfAbsent(customer, object("customer", customer));
        method(token).put("customer", customer);
        return this;
    }

    /** Whoever made a customer has said which account it is. */
    public synchronized void isOf(String customer, String subscription) {
        ObjectNode metadata = JSON.createObjectNode();
        metadata.put("subscriptionId", subscription);
        customers.computeIfAbsent(customer, id -> object("customer", id)).set("metadata", metadata);
    }

    /** A payment method is taken off its customer, for good. */
    public synchronized void detaches(String token) {
        method(token).putNull("customer");
        detached.add(token);
    }

    /** A day has passed: no idempotency key is known any more. */
    public synchronized void forgetKeys() {
        keys.clear();
    }

    /** From now on searches find nothing that is new. */
    public synchronized void searchIsBehind(boolean behind) {
        searchIsBehind = behind;
    }

    /** What becomes of refunds from now on. */
    public synchronized void refundsBecome(String status) {
        refundStatus = status;
    }

    /** The state of a PaymentIntent or refund changes by itself. */
    public synchronized void becomes(String id, String status) {
        ObjectNode changed = intents.containsKey(id) ? intents.get(id) : refunds.get(id);
        if (changed == null) {
            throw new AssertionError("there is no " + id);
        }
        changed.put("status", status);
    }

    /** A PaymentIntent fails after all. */
    public synchronized void fails(String id, String code) {
        becomes(id, "requires_payment_method");
        intents.getOrDefault(id, JSON.createObjectNode())
                .set("last_payment_error", error("invalid_request_error", code, ""));
    }

    /** Every PaymentIntent as {@code <invoice>/<attempt> <method> <amount> <status>}, in the order in which they were made. */
    public synchronized List<String> attempts() {
        return intents.values().stream()
                .map(intent -> "%s/%s %s %d %s"
                        .formatted(
                                intent.at("/metadata/invoice").asString(),
                                intent.at("/metadata/attempt").asString(),
                                intent.path("payment_method").asString(),
                                intent.path("amount").asLong(),
                                intent.path("status").asString()))
                .toList();
    }

    /** The ids of all PaymentIntents, in the order in which they were made. */
    public synchronized List<String> intents() {
        return List.copyOf(intents.keySet());
    }

    /** Every refund as {@code <credit note> <amount>}. */
    public synchronized List<String> refunds() {
        return refunds.values().stream()
                .map(refund -> refund.at("/metadata/creditNote").asString() + " "
                        + refund.path("amount").asLong())
                .toList();
    }

    public synchronized List<String> refundIds() {
        return List.copyOf(refunds.keySet());
    }

    public synchronized int customers() {
        return customers.size();
    }

    /** An attempt that a process has made which could not write it down any more. */
    public synchronized void took(String invoice, int attempt, int methodNumber, String token, long amount) {
        Map<String, String> form = new TreeMap<>();
        form.put("amount", Long.toString(amount));
        form.put("currency", "usd");
        form.put("payment_method", token);
        form.put("customer", method(token).path("customer").asString());
        form.put("metadata[invoice]", invoice);
        form.put("metadata[attempt]", Integer.toString(attempt));
        form.put("metadata[paymentMethodNumber]", Integer.toString(methodNumber));
        once(invoice + "/" + attempt, "POST /v1/payment_intents", form, () -> pay(form));
    }

    private final class Transformer implements ResponseDefinitionTransformerV2 {
        @Override
        public ResponseDefinition transform(ServeEvent event) {
            Answer answer = answer(event.getRequest());
            awaitAnswer(event.getRequest());
            return ResponseDefinitionBuilder.like(event.getResponseDefinition())
                    .but()
                    .withStatus(answer.status())
                    .withHeader("Content-Type", "application/json")
                    .withHeader("Request-Id", "req_fake")
                    .withBody(answer.body().toString())
                    .build();
        }

        @Override
        public String getName() {
            return ANSWER;
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }
    }

    private synchronized Answer answer(Request request) {
        String[] url = request.getUrl().split("\\?", 2);
        String asked = asked(request);
        Map<String, String> form = form(
                request.getMethod().toString().equals("POST")
                        ? request.getBodyAsString()
                        : url.length > 1 ? url[1] : "");
        String key = request.containsHeader("Idempotency-Key") ? request.getHeader("Idempotency-Key") : "";
        return request.getMethod().toString().equals("POST")
                ? once(key, asked, form, () -> routed(asked, form))
                : routed(asked, form);
    }

    private synchronized Answer once(String key, String asked, Map<String, String> form, Supplier<Answer> first) {
        String request = asked + " " + form;
        Kept kept = keys.get(key);
        if (kept == null) {
            kept = new Kept(request, first.get());
            // What is refused before anything was done leaves no trace.
            if (kept.answer().status() != 400 && kept.answer().status() != 404) {
                keys.put(key, kept);
            }
        }
        return kept.request().equals(request)
                ? kept.answer()
                : refused(
                        400,
                        error("idempotency_error", "", "")
                                .put(
                                        "message",
                                        "Keys for idempotent requests can only be used with the same parameters they were first used with."));
    }

    private Answer routed(String asked, Map<String, String> form) {
        String id = asked.replaceFirst("^\\w+ /v1/\\w+/?", "").replaceFirst("/\\w+$", "");
        String pattern = asked.replaceFirst("(/v1/\\w+/)(?!search$)[^/]+", "$1*");
        return switch (pattern) {
            case "GET /v1/payment_methods/*" -> expanded(found(methods, id), form);
            case "POST /v1/payment_methods/*/attach" -> attach(id, form);
            case "GET /v1/customers/search" -> search(customers, form);
            case "POST /v1/customers" -> customer(form);
            case "POST /v1/payment_intents" -> pay(form);
            case "GET /v1/payment_intents" -> list(intents, "customer", form);
            case "GET /v1/payment_intents/search" -> search(intents, form);
            case "GET /v1/payment_intents/*" -> found(intents, id);
            case "POST /v1/payment_intents/*/cancel" -> cancel(id);
            case "GET /v1/refunds" ->
                intents.containsKey(form.getOrDefault("payment_intent", ""))
                        ? list(refunds, "payment_intent", form)
                        : missing("payment_intent");
            case "POST /v1/refunds" -> refund(form);
            default -> throw new AssertionError("Stripe is asked for what it is not known for: " + asked);
        };
    }

    private Answer expanded(Answer answer, Map<String, String> form) {
        ObjectNode customer = customers.get(answer.body().path("customer").asString(""));
        if (form.getOrDefault("expand[0]", "").equals("customer")
                && customer != null
                && answer.body() instanceof ObjectNode method) {
            method.set("customer", customer.deepCopy());
        }
        return answer;
    }

    private Answer attach(String token, Map<String, String> form) {
        if (!methods.containsKey(token)) {
            return missing("payment_method");
        }
        if (detached.contains(token)) {
            return refused(400, error("invalid_request_error", "", ""));
        }
        method(token).put("customer", form.get("customer"));
        return ok(method(token));
    }

    private Answer customer(Map<String, String> form) {
        ObjectNode customer = object("customer", "cus_" + ++lastId);
        customer.set("metadata", metadata(form));
        customers.put(customer.path("id").asString(), customer);
        return ok(customer);
    }

    private Answer pay(Map<String, String> form) {
        String token = form.getOrDefault("payment_method", "");
        Behavior behavior = behaviors.get(token);
        if (behavior == null) {
            return missing("payment_method");
        }
        if (detached.contains(token)
                || !form.getOrDefault("customer", "")
                        .equals(method(token).path("customer").asString())) {
            return refused(400, error("invalid_request_error", "", "payment_method"));
        }
        ObjectNode intent = object("payment_intent", "pi_" + ++lastId);
        intent.put("amount", Long.parseLong(form.getOrDefault("amount", "0")));
        intent.put("currency", form.get("currency"));
        intent.put("customer", form.get("customer"));
        intent.put("payment_method", token);
        intent.put("status", behavior.status);
        intent.set("metadata", metadata(form));
        intents.put(intent.path("id").asString(), intent);
        if (behavior.code.isEmpty()) {
            return ok(intent);
        }
        ObjectNode error = error("card_error", behavior.code, "");
        if (!behavior.declineCode.isEmpty()) {
            error.put("decline_code", behavior.declineCode);
        }
        intent.set("last_payment_error", error.deepCopy());
        return refused(402, error.set("payment_intent", intent.deepCopy()));
    }

    private Answer cancel(String id) {
        ObjectNode intent = intents.get(id);
        if (intent == null) {
            return missing("intent");
        }
        if (List.of("succeeded", "processing", "canceled")
                .contains(intent.path("status").asString())) {
            return refused(400, error("invalid_request_error", "payment_intent_unexpected_state", ""));
        }
        return ok(intent.put("status", "canceled"));
    }

    private Answer refund(Map<String, String> form) {
        String of = form.getOrDefault("payment_intent", "");
        long asked = Long.parseLong(form.getOrDefault("amount", "0"));
        long before = refunds.values().stream()
                .filter(each -> each.path("payment_intent").asString().equals(of))
                .mapToLong(each -> each.path("amount").asLong())
                .sum();
        if (asked + before
                > intents.getOrDefault(of, JSON.createObjectNode())
                        .path("amount")
                        .asLong()) {
            return refused(400, error("invalid_request_error", "", "amount"));
        }
        ObjectNode refund = object("refund", "re_" + ++lastId);
        refund.put("amount", asked);
        refund.put("payment_intent", of);
        refund.put("status", refundStatus);
        refund.set("metadata", metadata(form));
        refunds.put(refund.path("id").asString(), refund);
        return ok(refund);
    }

    private static Answer found(Map<String, ObjectNode> objects, String id) {
        ObjectNode object = objects.get(id);
        return object == null ? missing("id") : ok(object);
    }

    private static Answer list(Map<String, ObjectNode> objects, String property, Map<String, String> form) {
        return listed(
                objects.values().stream()
                        .filter(each -> each.path(property).asString("").equals(form.getOrDefault(property, "")))
                        .sorted((one, other) -> other.path("id")
                                .asString()
                                .compareTo(one.path("id").asString()))
                        .filter(each ->
                                each.path("id").asString().compareTo(form.getOrDefault("starting_after", "~")) < 0)
                        .toList(),
                Integer.parseInt(form.getOrDefault("limit", "10")));
    }

    private Answer search(Map<String, ObjectNode> objects, Map<String, String> form) {
        Map<String, String> wanted = METADATA.matcher(form.getOrDefault("query", ""))
                .results()
                .collect(Collectors.toMap(each -> each.group(1), (MatchResult each) -> each.group(2)));
        return listed(
                searchIsBehind
                        ? List.of()
                        : objects.values().stream()
                                .filter(each -> wanted.entrySet().stream()
                                        .allMatch(entry -> each.path("metadata")
                                                .path(entry.getKey())
                                                .asString("")
                                                .equals(entry.getValue())))
                                .toList(),
                10);
    }

    private static Answer listed(List<ObjectNode> all, int limit) {
        ObjectNode page = JSON.createObjectNode();
        page.put("object", "list");
        page.put("has_more", all.size() > limit);
        page.put("url", "/v1/payment_intents");
        ArrayNode data = page.putArray("data");
        new ArrayList<>(all).stream().limit(limit).forEach(each -> data.add(each.deepCopy()));
        return ok(page);
    }

    private ObjectNode method(String token) {
        ObjectNode method = methods.get(token);
        if (method == null) {
            throw new AssertionError("there is no " + token);
        }
        return method;
    }

    private static ObjectNode object(String kind, String id) {
        ObjectNode object = JSON.createObjectNode();
        object.put("id", id);
        object.put("object", kind);
        object.put("livemode", false);
        object.putObject("metadata");
        return object;
    }

    private static ObjectNode metadata(Map<String, String> form) {
        ObjectNode metadata = JSON.createObjectNode();
        form.forEach((name, value) -> {
            if (name.startsWith("metadata[")) {
                metadata.put(name.substring("metadata[".length(), name.length() - 1), value);
            }
        });
        return metadata;
    }

    private static ObjectNode error(String type, String code, String param) {
        ObjectNode error = JSON.createObjectNode();
        error.put("type", type);
        error.put("message", "Stripe's words, which are nobody's business: ada@acme.example.");
        if (!code.isEmpty()) {
            error.put("code", code);
        }
        if (!param.isEmpty()) {
            error.put("param", param);
        }
        return error;
    }

    private static Answer missing(String param) {
        return refused(404, error("invalid_request_error", "resource_missing", param));
    }

    private static Answer ok(ObjectNode object) {
        return new Answer(200, object.deepCopy());
    }

    private static Answer refused(int status, JsonNode error) {
        return new Answer(status, JSON.createObjectNode().set("error", error));
    }

    private static Map<String, String> form(String encoded) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : encoded.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                form.put(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    /** The settings of a service that takes money here. */
    public Map<String, String> settings() {
        return Map.of(
                "billing.payments.gateway", "stripe",
                "billing.payments.stripe.api-key", "sk_test_fake",
                "billing.payments.stripe.api-base", base(),
                "billing.payments.stripe.webhook-secret", "whsec_fake",
                "billing.payments.stripe.timeout", "2s");
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "FakeStripe at %s", base());
    }
}
