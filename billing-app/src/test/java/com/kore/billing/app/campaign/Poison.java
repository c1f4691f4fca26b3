package com.kore.billing.app.campaign;

import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.h2.tools.TriggerAdapter;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two causes why the read models of a service cannot take an event: the database refuses its row, or code fails, because what a trigger has
 * made of its payload is no number of users any more. It is JSON, so that all else that follows the events goes on as it does without.
 */
record Poison(RunningService service, Vendor vendor) {
    /** The credit whose row in the billing history is refused. */
    static final int REFUSED_CENTS = 1313;
    /** The number of users that is stored as something else. */
    static final int UNREADABLE_USERS = 17;

    private static final String READABLE_END = "\"managedUsers\":" + UNREADABLE_USERS + "}";
    private static final String UNREADABLE_END = "\"managedUsers\":\"" + UNREADABLE_USERS + " or so\"}";

    /** From now on. */
    void spread() {
        execute("ALTER TABLE billing_history ADD CONSTRAINT never_1313 CHECK (ABS(amount_minor) <> %d)"
                .formatted(REFUSED_CENTS));
        if (vendor == Vendor.H2) {
            execute("CREATE TRIGGER unreadable BEFORE INSERT ON event FOR EACH ROW CALL '%s'"
                    .formatted(OnH2.class.getName()));
        } else {
            execute("""
                    CREATE FUNCTION unreadable() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        NEW.payload := REPLACE(NEW.payload, '%s', '%s');
                        RETURN NEW;
                    END
                    $$""".formatted(READABLE_END, UNREADABLE_END));
            execute("CREATE TRIGGER unreadable BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION unreadable()");
        }
    }

    void mendRefused() {
        execute("ALTER TABLE billing_history DROP CONSTRAINT never_1313");
    }

    void mendUnreadable() {
        execute(vendor == Vendor.H2 ? "DROP TRIGGER unreadable" : "DROP TRIGGER unreadable ON event");
        execute("UPDATE event SET payload = REPLACE(payload, '%s', '%s') WHERE payload LIKE '%%%s'"
                .formatted(UNREADABLE_END, READABLE_END, UNREADABLE_END));
    }

    private void execute(String sql) {
        service.bean(JdbcClient.class).sql(sql).update();
    }

    /** What H2 calls for each event that is stored. */
    public static final class OnH2 extends TriggerAdapter {
        @Override
        public void fire(Connection connection, ResultSet before, ResultSet stored) throws SQLException {
            String payload = stored.getString("payload");
            if (payload.endsWith(READABLE_END)) {
                stored.updateString("payload", payload.replace(READABLE_END, UNREADABLE_END));
            }
        }
    }
}
