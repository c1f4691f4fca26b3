package com.kore.billing.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.HttpTest;
import com.kore.billing.app.eventstore.OutcomeUnknown;
import com.kore.billing.app.eventstore.StoreUnavailable;
import com.kore.billing.app.testing.PageVisitor;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What whoever sent a form is told where the store did not take it. */
class FormProblemsTest extends HttpTest {
    private static final String SIGN_IN = "/console/sign-in";

    /** The page that is answered. */
    private String told(RuntimeException failure, int status) {
        PageVisitor visitor = new PageVisitor(URI.create("http://127.0.0.1:" + port));
        visitor.submit(visitor.get(SIGN_IN), SIGN_IN, Map.of("token", token("service")))
                .is(303);
        Map<String, String> form = PageVisitor.withSecrets(visitor.get(SIGN_IN), Map.of("_key", "k", "_version", "1"));
        dispatcher.fail(failure);
        com.kore.billing.app.testing.Answer page = visitor.post("/console/subscriptions/acme/commands/cancel", form)
                .is(status);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        return page.response().body();
    }

    @Test
    void a_store_that_went_silent_is_to_be_asked_again_by_the_same_form() {
        assertThat(told(new OutcomeUnknown(new IOException("silent")), 503))
                .contains(
                        "Nobody knows yet whether this was done: the database went silent. Go back and send the form again;")
                .doesNotContain("Idempotency-Key");
    }

    @Test
    void a_store_that_is_away_has_done_nothing() {
        assertThat(told(new StoreUnavailable("away", new IOException("away")), 503))
                .contains("<p>Nothing was done. Try again in a moment.</p>")
                .doesNotContain("Retry-After");
    }

    @Test
    void a_fault_of_the_service_is_no_riddle() {
        assertThat(told(new IllegalStateException("secret"), 500))
                .contains("This is a fault of the service, and it was noted.")
                .doesNotContain("traceId", "secret");
    }
}
