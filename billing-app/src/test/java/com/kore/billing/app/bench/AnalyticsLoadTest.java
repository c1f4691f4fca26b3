package com.kore.billing.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.TestDatabases;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether what the benchmark measures on is what the service would have written. */
class AnalyticsLoadTest {
    private static final long PROJECTED = 1;
    private static final long LOADED = 2;

    /** Of a million, so that their numbers differ in all digits; one of each story. */
    private static final long[] THOUSAND = AnalyticsLoad.numbers(1_000_000)
            .filter(number -> number % 999 == 0)
            .limit(AccountStory.STORIES)
            .toArray();

    @Test
    void what_is_loaded_of_a_thousand_accounts_equals_what_their_commands_lead_to() throws Exception {
        assertThat(Arrays.stream(THOUSAND)
                        .map(number -> number % AccountStory.STORIES)
                        .distinct())
                .hasSize(AccountStory.STORIES);
        try (HikariDataSource database = TestDatabases.freshPostgres().open()) {
            AnalyticsLoad.project(database, Arrays.stream(THOUSAND));
            AnalyticsLoad.fromStories(TestDatabases.freshPostgres(), LOADED).into(database, THOUSAND);

            for (String table : AnalyticsLoad.tables()) {
                List<String> projected = AnalyticsLoad.rows(database, table, PROJECTED);
                assertThat(projected).as(table).hasSizeGreaterThan(100);
                assertThat(AnalyticsLoad.rows(database, table, LOADED))
                        .as(table)
                        .isEqualTo(projected);
            }
        }
    }
}
