package com.kore.billing.app.campaign;

import com.kore.billing.app.oracle.Command;
import com.kore.billing.app.oracle.HouseRules;
import com.kore.billing.app.oracle.Oracle;
import com.kore.billing.app.oracle.Step;
import com.kore.billing.app.oracle.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Oracles that answer as the service would: what a campaign finds on it, the campaign made up, or the rules given to it are others. */
final class OracleSubject implements Subject {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HouseRules rules;
    private final Map<String, Oracle> oracles = new ConcurrentHashMap<>();
    private volatile Instant now = Instant.MIN;

    OracleSubject(HouseRules rules) {
        this.rules = rules;
    }

    private Oracle oracle(String account) {
        return oracles.computeIfAbsent(account, id -> new Oracle(rules, id));
    }

    @Override
    public void passTo(Instant at) {
        now = at;
        oracles.values().forEach(oracle -> oracle.passTo(at));
    }

    @Override
    public void sleepUntil(Instant at) {
        now = at;
        oracles.values().forEach(oracle -> oracle.sleepUntil(at));
    }

    @Override
    public Reply send(String account, Command command) {
        Verdict verdict = oracle(account).play(new Step(now, command));
        return new Reply(
                verdict.refusals().stream().findFirst(),
                verdict.invoice().map(JSON::valueToTree),
                verdict.creditNote());
    }

    @Override
    public JsonNode summary(String account) {
        return JSON.valueToTree(oracle(account).summary());
    }

    @Override
    public List<JsonNode> invoices(String account) {
        return oracle(account).invoices().stream()
                .<JsonNode>map(JSON::valueToTree)
                .toList();
    }

    @Override
    public List<JsonNode> history(String account) {
        return oracle(account).history().stream()
                .<JsonNode>map(JSON::valueToTree)
                .toList();
    }

    @Override
    public JsonNode figures(String account) {
        return JSON.valueToTree(oracle(account).figures());
    }

    @Override
    public void close() {
        oracles.clear();
    }
}
