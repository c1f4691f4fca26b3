package com.kore.billing.app.campaign;

import com.kore.billing.app.oracle.Command;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What is held against the oracle: many accounts on one timeline. Time stands still between two calls of {@link #passTo}; commands and
 * reads of different accounts may come from several threads at once.
 */
public interface Subject extends AutoCloseable {

    /**
     * Lets time pass to an instant, for all accounts: everything that is due until then has happened afterwards, and reads show it.
     * Called with the present it only waits for that.
     */
    void passTo(Instant at);

    /** Lets time pass to an instant while the service is down: what is due until then is done once it is back, and reads show it. */
    void sleepUntil(Instant at);

    /** Sends a command at the present time, and waits for the first outcome of what it charges. */
    Reply send(String account, Command command);

    /** The account summary, in the shape of HTTP. */
    JsonNode summary(String account);

    /** Whole, the oldest first. */
    List<JsonNode> invoices(String account);

    /** As lists show them, the oldest first: lines, payments and credit notes may be left out. */
    default List<JsonNode> listedInvoices(String account) {
        return invoices(account);
    }

    /** The billing history, the newest first. */
    List<JsonNode> history(String account);

    /** What analysts are told of an account: movements, MRR by day, revenue by month. */
    JsonNode figures(String account);

    /** Fails if it has rows to answer from that are not what its events lead to. */
    default void requireVerified() {}

    @Override
    void close();

    /**
     * What was answered.
     *
     * @param refusal the code of it; none: it was accepted
     */
    record Reply(Optional<String> refusal, Optional<JsonNode> invoice, Optional<String> creditNote) {}
}
