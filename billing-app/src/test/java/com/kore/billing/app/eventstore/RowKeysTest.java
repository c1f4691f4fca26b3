package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.projections.readmodel.AlteredValue;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowKeysTest {
    private static final long SEED = 20_261_128;
    private static final String PLACE = "account_summary of acme";

    private final RowKeys keys = keys(0);

    private static RowKeys keys(int masterKey) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) masterKey;
        return new RowKeys(MasterKey.ofBase64(Base64.getEncoder().encodeToString(bytes)));
    }

    private static String text(SplittableRandom random) {
        return IntStream.range(0, random.nextInt(300))
                .map(n -> random.nextInt(0x20, random.nextBoolean() ? 0x7f : 0xd800))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void equal_values_of_a_place_are_equal_texts_and_all_others_differ() {
        SplittableRandom random = new SplittableRandom(SEED);
        Set<String> values = new HashSet<>();
        Set<String> sealed = new HashSet<>();
        for (int n = 0; n < 1_000; n++) {
            String value = text(random);
            values.add(value);
            sealed.add(keys.seal(PLACE, value));

            assertThat(keys(0).seal(PLACE, value)).as("seed %d", SEED).isEqualTo(keys.seal(PLACE, value));
            assertThat(keys.open(PLACE, keys.seal(PLACE, value))).isEqualTo(value);
            assertThat(keys.seal("account_summary of beta", value)).isNotEqualTo(keys.seal(PLACE, value));
        }
        assertThat(sealed).hasSameSizeAs(values).allMatch(text -> text.matches("row:1:[A-Za-z0-9_-]{38,}"));
    }

    @Test
    void a_nonce_is_never_shared_by_a_place_and_a_value_that_are_written_alike() {
        String one = keys.seal("invoice of a", "bc");
        String other = keys.seal("invoice of ab", "c");

        assertThat(one.substring(0, 22)).isNotEqualTo(other.substring(0, 22));
    }

    @Test
    void what_was_altered_or_sealed_for_another_place_or_by_another_key_or_not_at_all_is_refused() {
        SplittableRandom random = new SplittableRandom(SEED);
        String sealed = keys.seal(PLACE, "Acme Inc.");
        byte[] bytes = Base64.getUrlDecoder().decode(sealed.substring(6));
        for (int n = 0; n < 8 * bytes.length; n++) {
            byte[] altered = bytes.clone();
            altered[n / 8] ^= (byte) (1 << n % 8);
            String text = "row:1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(altered);
            assertThatThrownBy(() -> keys.open(PLACE, text)).as("bit %d", n).isInstanceOf(AlteredValue.class);
        }
        for (String text :
                List.of("Acme Inc.", "", "row:1:", "row:1:AAAA", "row:2:" + sealed.substring(6), text(random))) {
            assertThatThrownBy(() -> keys.open(PLACE, text)).as(text).isInstanceOf(AlteredValue.class);
        }
        assertThatThrownBy(() -> keys.open("invoice of acme", sealed)).isInstanceOf(AlteredValue.class);
        assertThatThrownBy(() -> keys(1).open(PLACE, sealed)).isInstanceOf(AlteredValue.class);
    }

    @Test
    void hashes_are_of_one_length_and_of_characters_that_no_database_takes_for_a_wildcard() {
        List<String> texts =
                IntStream.range(0, 5_000).mapToObj(Integer::toString).toList();

        List<String> hashes = keys.hashes(texts);

        assertThat(hashes).hasSameSizeAs(texts).allMatch(hash -> hash.matches("[A-Za-z0-9.-]{4}"));
        assertThat(Set.copyOf(hashes)).hasSizeGreaterThan(4_990);
        assertThat(keys(0).hashes(texts)).isEqualTo(hashes);
        assertThat(keys(1).hashes(texts)).isNotEqualTo(hashes);
        assertThat(keys.hashes(List.of("7"))).containsExactly(hashes.get(7));
    }
}
