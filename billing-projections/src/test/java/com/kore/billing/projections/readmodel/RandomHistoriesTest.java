package com.kore.billing.projections.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.projections.Database;
import com.kore.billing.projections.RandomHistories;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happened, and however it was delivered, the rows are the same. */
@ParameterizedClass
@EnumSource(Database.class)
class RandomHistoriesTest {
    private final Database database;
    private final ReadModelWriter writer;

    RandomHistoriesTest(Database database) {
        this.database = database.emptied();
        this.writer = new ReadModelWriter(
                ReadModels.ALL, database.jdbc(), ReadModels.FORM, new Visibility(id -> 0, id -> false));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void batches_of_any_size_and_deliveries_twice_leave_the_rows_that_single_events_leave(long seed) {
        RandomHistories histories = new RandomHistories(seed, 5, 50);

        histories.events().forEach(stored -> apply(List.of(stored)));
        List<String> oneByOne = database.rows(1);
        database.emptied();
        histories.batches(50).forEach(this::apply);

        assertThat(oneByOne).hasSizeGreaterThan(50);
        assertThat(database.rows(1)).containsExactlyElementsOf(oneByOne);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5})
    void a_rebuild_leaves_the_rows_that_live_projection_left(long seed) {
        RandomHistories histories = new RandomHistories(seed, 5, 50);
        histories.batches(50).forEach(this::apply);

        for (ReadModel<?, ?> model : ReadModels.ALL) {
            Rebuild<?, ?> rebuild = new Rebuild<>(
                    model, ReadModels.YARDSTICK, histories, database.jdbc(), ReadModels.FORM, database.transaction());
            long rebuilt = rebuild.begin();
            rebuild.fill(rebuilt, Optional.empty(), (events, upTo) -> {});

            assertThat(rebuilt).isEqualTo(2);
            assertThat(rebuild.compare(1, rebuilt, 10)).isEmpty();
        }
        assertThat(database.rows(2)).containsExactlyElementsOf(database.rows(1));
    }

    private void apply(List<StoredEvent> batch) {
        database.transaction().executeWithoutResult(status -> writer.apply(batch));
    }
}
