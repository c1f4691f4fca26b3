package com.kore.billing.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.demo.YearRecord.Claim;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class YearRecordTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

    @ParameterizedTest
    @EnumSource
    void of_several_that_ask_at_once_one_plays_the_year_and_later_ones_are_told_how_far_it_is(Vendor vendor)
            throws Exception {
        try (HikariDataSource dataSource = TestDatabases.fresh(vendor).open();
                ExecutorService nodes = Executors.newFixedThreadPool(4)) {
            YearRecord record = new YearRecord(JdbcClient.create(dataSource));
            List<Claim> claims = new ArrayList<>();
            for (Future<Claim> claim :
                    nodes.invokeAll(Collections.<Callable<Claim>>nCopies(4, () -> record.claim(BEGIN)))) {
                claims.add(claim.get());
            }

            assertThat(claims).containsExactlyInAnyOrder(Claim.GRANTED, Claim.BEGUN, Claim.BEGUN, Claim.BEGUN);
            record.complete();
            assertThat(record.claim(BEGIN)).isEqualTo(Claim.COMPLETE);
        }
    }
}
