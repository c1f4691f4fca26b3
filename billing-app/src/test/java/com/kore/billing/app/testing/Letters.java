package com.kore.billing.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Events that the read models cannot take, made on purpose, and what operators do with them. */
public record Letters(RunningService service) {
    private static final String PATH = "/v1/operations/dead-letters";

    public Answer act(String body) {
        return service.post("operator", PATH, body);
    }

    public Answer retry() {
        return act("{\"action\":\"retry\"}").is(200);
    }

    public Answer giveUp(String eventId, String reason) {
        return act("{\"action\":\"give_up\",\"eventId\":\"%s\",\"reason\":\"%s\"}".formatted(eventId, reason));
    }

    public Answer list(String query) {
        return service.get("operator", PATH + query).is(200);
    }

    /**
     * All of them over HTTP, page by page, as they are listed.
     *
     * @param limit how many a page has
     */
    public List<JsonNode> all(int limit) {
        List<JsonNode> told = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = list("?limit=" + limit + cursor);
            page.json().get("items").forEach(told::add);
            cursor = page.at("/nextCursor").isEmpty() ? "" : "&cursor=" + page.at("/nextCursor");
        } while (!cursor.isEmpty());
        return told;
    }

    public void refuseThirteenUsers() {
        jdbc().sql("ALTER TABLE account_summary ADD CONSTRAINT never_13 CHECK (managed_users <> 13)")
                .update();
    }

    public void allowThirteenUsers() {
        jdbc().sql("ALTER TABLE account_summary DROP CONSTRAINT never_13").update();
    }

    /** @return what it was */
    public String breakPayload(String id, long sequence) {
        String payload = jdbc().sql("SELECT payload FROM event WHERE aggregate_identifier = ? AND sequence_number = ?")
                .params(id, sequence)
                .query(String.class)
                .single();
        mendPayload(id, sequence, "no JSON: " + payload);
        return payload;
    }

    public void mendPayload(String id, long sequence, String payload) {
        jdbc().sql("UPDATE event SET payload = ? WHERE aggregate_identifier = ? AND sequence_number = ?")
                .params(payload, id, sequence)
                .update();
    }

    /** The account and sequence of each dead letter, in the order in which they are tried again. */
    public List<String> waiting() {
        return jdbc().sql("SELECT * FROM dead_letter ORDER BY sequence_identifier, sequence_index")
                .query((row, number) -> {
                    assertThat(row.getString("cause_message")).isIn(null, "see the log of the node that handled it");
                    assertThat(new String(row.getBytes("payload"), StandardCharsets.UTF_8))
                            .doesNotContain("tok_visa", "Ada");
                    return row.getString("sequence_identifier") + " " + row.getLong("sequence_number");
                })
                .list();
    }

    private JdbcClient jdbc() {
        return service.bean(JdbcClient.class);
    }
}
