package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Vendor;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.Test;

class ReplayOnH2Test extends ReplayJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }

    /** It would do so even after a lock was waited for: docs/decisions/0095. */
    @Test
    void h2_gives_no_result_again() throws SQLException {
        try (Connection connection = service.bean(DataSource.class).getConnection()) {
            SessionLocal session =
                    (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();

            assertThat(session.getDatabase().getOptimizeReuseResults()).isFalse();
        }
    }
}
