package com.kore.billing.app.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class RunLeaseTest {

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void one_at_a_time_has_it(Vendor vendor) {
        try (HikariDataSource database = TestDatabases.fresh(vendor).open()) {
            RunLease leases = new RunLease(JdbcClient.create(database), true);
            RunLease others = new RunLease(JdbcClient.create(database), true);

            try (RunLease.Held held = leases.take().orElseThrow()) {
                assertThat(others.take()).isEmpty();
                assertThat(leases.take()).isEmpty();
                assertThat(held.renew()).isTrue();
            }
            try (RunLease.Held held = others.take().orElseThrow()) {
                assertThat(leases.take()).isEmpty();
                assertThat(held.renew()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void who_stands_still_loses_it_and_takes_nothing_back(Vendor vendor) {
        try (HikariDataSource database = TestDatabases.fresh(vendor).open()) {
            JdbcClient jdbc = JdbcClient.create(database);
            RunLease leases = new RunLease(jdbc, true);
            RunLease.Held frozen = leases.take().orElseThrow();
            jdbc.sql("UPDATE billing_run_lease SET expires_at = CURRENT_TIMESTAMP - INTERVAL '1' SECOND")
                    .update();

            try (RunLease.Held held = leases.take().orElseThrow()) {
                assertThat(frozen.renew()).isFalse();
                frozen.close();
                assertThat(held.renew()).isTrue();
                assertThat(leases.take()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void where_nobody_else_can_be_alive_it_is_not_waited_for(Vendor vendor) {
        try (HikariDataSource database = TestDatabases.fresh(vendor).open()) {
            RunLease leases = new RunLease(JdbcClient.create(database), false);

            assertThat(leases.take()).isPresent();
            assertThat(leases.take()).isPresent();
        }
    }
}
