package com.kore.billing.app.campaign;

import com.kore.billing.app.oracle.Command;
import com.kore.billing.app.oracle.HouseRules;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The service in memory, but lists of invoices show a unit less than was paid for the newest of those that are paid. */
final class ForgetfulSubject implements Subject {
    private final Subject subject;

    ForgetfulSubject(HouseRules rules) {
        this.subject = new MemorySubject(rules);
    }

    @Override
    public List<JsonNode> listedInvoices(String account) {
        List<JsonNode> invoices = subject.listedInvoices(account);
        invoices.reversed().stream()
                .map(invoice -> (ObjectNode) invoice.get("amountPaid"))
                .filter(paid -> paid.get("amount").asLong() > 0)
                .findFirst()
                .ifPresent(paid -> paid.put("amount", paid.get("amount").asLong() - 1));
        return invoices;
    }

    @Override
    public void passTo(Instant at) {
        subject.passTo(at);
    }

    @Override
    public void sleepUntil(Instant at) {
        subject.sleepUntil(at);
    }

    @Override
    public Reply send(String account, Command command) {
        return subject.send(account, command);
    }

    @Override
    public JsonNode summary(String account) {
        return subject.summary(account);
    }

    @Override
    public List<JsonNode> invoices(String account) {
        return subject.invoices(account);
    }

    @Override
    public List<JsonNode> history(String account) {
        return subject.history(account);
    }

    @Override
    public JsonNode figures(String account) {
        return subject.figures(account);
    }

    @Override
    public void close() {
        subject.close();
    }
}
