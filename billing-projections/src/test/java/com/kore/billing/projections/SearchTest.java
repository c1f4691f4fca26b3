package com.kore.billing.projections;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.projections.accountsummary.AccountSummaries;
import com.kore.billing.projections.accountsummary.SummaryRow;
import com.kore.billing.projections.readmodel.ReadModelWriter;
import com.kore.billing.projections.readmodel.ReadModels;
import com.kore.billing.projections.readmodel.StoredEvent;
import com.kore.billing.projections.readmodel.Visibility;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Names are found by their parts, though no row says them; with hashes of which there are few, so that much else looks as if it were meant. */
@ParameterizedClass
@EnumSource(Database.class)
class SearchTest {
    private final Database database;
    private final AccountSummaries summaries;
    private final Map<String, String> names = new LinkedHashMap<>();

    SearchTest(Database database) {
        this.database = database.emptied();
        this.summaries = new AccountSummaries(database.client(), ReadModels.FORM);
    }

    private void open(String... accountNames) {
        List<StoredEvent> events = new ArrayList<>();
        for (String name : accountNames) {
            String id = "Id-%03d".formatted(names.size());
            History history = new History(id)
                    .send(new OpenSubscription(
                            new History(id).id(),
                            Instant.parse("2026-01-15T09:00:00Z"),
                            name,
                            CurrencyUnit.USD,
                            ZoneOffset.UTC,
                            1,
                            Optional.empty()));
            for (StoredEvent event : history.events()) {
                events.add(new StoredEvent(names.size(), event.sequence(), event.eventId(), event.event()));
            }
            names.put(id, name);
        }
        ReadModelWriter writer = new ReadModelWriter(
                ReadModels.ALL, database.jdbc(), ReadModels.FORM, new Visibility(id -> 0, id -> false));
        database.transaction().executeWithoutResult(status -> writer.apply(events));
    }

    /** Ids, the newest first, of all pages. */
    private List<String> found(String text, int limit) {
        AccountSummaries.Query query = new AccountSummaries.Query(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(text));
        List<String> ids = new ArrayList<>();
        Optional<Long> after = Optional.empty();
        List<SummaryRow> page;
        do {
            page = summaries.list(query, after, limit);
            page.forEach(row -> ids.add(row.subscriptionId().value()));
            after = page.isEmpty()
                    ? after
                    : Optional.of(page.getLast().opening().position());
        } while (page.size() == limit);
        return ids;
    }

    private List<String> namesFound(String text) {
        return found(text, 2).stream().map(names::get).toList();
    }

    @Test
    void any_part_of_a_name_is_found_in_any_case() {
        open("Müller & Søn", "Example 2000 Inc.");

        assertThat(namesFound("MÜLL")).containsExactly("Müller & Søn");
        assertThat(namesFound("r & s")).containsExactly("Müller & Søn");
        assertThat(namesFound("ø")).containsExactly("Müller & Søn");
        assertThat(namesFound("L")).containsExactly("Example 2000 Inc.", "Müller & Søn");
        assertThat(namesFound("xA")).containsExactly("Example 2000 Inc.");
        assertThat(namesFound("example 2000 inc.")).containsExactly("Example 2000 Inc.");
        assertThat(namesFound("example 2000 inc. ")).isEmpty();
        assertThat(namesFound("")).hasSize(2);
        assertThat(found("iD-00", 10)).containsExactly("Id-001", "Id-000");
        assertThat(found("d-001", 10)).containsExactly("Id-001");
    }

    @Test
    void what_databases_take_for_wildcards_or_half_a_character_is_text_like_any() {
        open("100% Organic", "snake_case", "Wow! Such \\ back", "Smile 😀😃", "Grin 😀");

        assertThat(namesFound("%")).containsExactly("100% Organic");
        assertThat(namesFound("0% o")).containsExactly("100% Organic");
        assertThat(namesFound("_")).containsExactly("snake_case");
        assertThat(namesFound("e_c")).containsExactly("snake_case");
        assertThat(namesFound("!")).containsExactly("Wow! Such \\ back");
        assertThat(namesFound("\\")).containsExactly("Wow! Such \\ back");
        assertThat(namesFound("😀")).containsExactly("Grin 😀", "Smile 😀😃");
        assertThat(namesFound("😀😃")).containsExactly("Smile 😀😃");
        assertThat(namesFound("😃😀")).isEmpty();
        assertThat(namesFound("e 😀😃")).containsExactly("Smile 😀😃");
    }

    @Test
    void a_name_that_has_all_parts_of_a_text_and_not_the_text_is_passed_over_and_pages_are_full_all_the_same() {
        open("Banana", "nan ana", "nan ana", "nan ana", "BANANA", "nan ana", "nan ana", "bananas");

        assertThat(found("anana", 2)).containsExactly("Id-007", "Id-004", "Id-000");
        assertThat(found("anana", 1)).containsExactly("Id-007", "Id-004", "Id-000");
        assertThat(found("nan ana", 3)).hasSize(5);
    }

    @Test
    void what_is_found_of_random_names_is_exactly_what_they_contain() {
        long seed = 20_261_128;
        SplittableRandom random = new SplittableRandom(seed);
        String[] drawn = new String[60];
        for (int n = 0; n < drawn.length; n++) {
            drawn[n] = "x" + text(random, 12) + "y";
        }
        open(drawn);
        for (int n = 0; n < 200; n++) {
            String text = random.nextBoolean() ? text(random, 4) : part(random, drawn[random.nextInt(drawn.length)]);
            String asked = random.nextBoolean() ? text.toUpperCase(Locale.ROOT) : text;
            List<String> expected = names.entrySet().stream()
                    .filter(account -> contains(account.getValue(), asked) || contains(account.getKey(), asked))
                    .map(Map.Entry::getKey)
                    .toList()
                    .reversed();

            assertThat(found(asked, 1 + random.nextInt(7)))
                    .as("seed %d: %s", seed, asked)
                    .isEqualTo(expected);
        }
    }

    private static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    private static String text(SplittableRandom random, int lengthMax) {
        int[] alphabet = "abAß%_!İ😀😃 é0-".codePoints().toArray();
        return IntStream.range(0, 1 + random.nextInt(lengthMax))
                .map(n -> alphabet[random.nextInt(alphabet.length)])
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static String part(SplittableRandom random, String name) {
        int[] characters = name.codePoints().toArray();
        int start = random.nextInt(characters.length);
        return new String(characters, start, 1 + random.nextInt(characters.length - start));
    }
}
