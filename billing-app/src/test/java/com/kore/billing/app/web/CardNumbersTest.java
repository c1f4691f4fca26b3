package com.kore.billing.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CardNumbersTest {
    private static JsonNode json(String text) {
        return JsonMapper.builder().build().readTree(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4222222222222",
                "5555555555554444",
                "5105105105105100",
                "2221000000000009",
                "2720990000000007",
                "378282246310005",
                "341111111111111",
                "6011111111111117",
                "6500000000000002",
                "6440000000000005",
                "30569309025904",
                "38520000023237",
                "36227206271667",
                "3530111333300000",
                "6200000000000005",
                "6799990100000000019",
                "5018000000000009",
                "5641820000000005",
            })
    void a_number_of_every_issuer_is_found(String number) {
        assertThat(CardNumbers.isIn(number)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "  4111 - 1111  1111\t1111 ",
                "4111\u00a01111\u20131111\u22121111",
                "\uff14\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11",
                "charge my card 4111 1111 1111 1111, please",
                "card:4111111111111111",
                "(4111111111111111)",
                "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
                "4111\u200b1111\u00ad1111\u20601111",
            })
    void spaces_dashes_and_words_around_it_hide_nothing(String text) {
        assertThat(CardNumbers.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4242",
                "411111111111",
                "4111111111111112",
                "41111111111111111111",
                "1111111111111117",
                "9999999999999995",
                "0000000000000000",
                "tok_4111111111111111",
                "4111111111111111abc",
                "4111.1111.1111.1111",
                "+49 30 123456",
                "0199a3c0-7d1e-7a44-9f0e-5a0d5e6f7a8b",
                "Acme Inc., 1 Main Street, 62701",
                "2026-06-30 2026-07-01",
            })
    void anything_else_is_none(String text) {
        assertThat(CardNumbers.isIn(text)).isFalse();
    }

    @Test
    void it_is_found_at_any_depth_and_in_keys() {
        assertThat(CardNumbers.isIn(json("{\"a\":[{\"b\":[\"4111111111111111\"]}]}")))
                .isTrue();
        assertThat(CardNumbers.isIn(json("{\"a\":{\"4111111111111111\":1}}"))).isTrue();
        assertThat(CardNumbers.isIn(json("{\"token\":\"4111111111111111\"}"))).isTrue();
        assertThat(CardNumbers.isIn(json("{\"reference\":\"4111111111111111\"}")))
                .isTrue();
    }

    @Test
    void ids_and_numbers_are_let_through() {
        assertThat(CardNumbers.isIn(json("{\"subscriptionId\":\"4111111111111111\",\"userId\":\"4111111111111111\"}")))
                .isFalse();
        assertThat(CardNumbers.isIn(json("{\"amount\":4111111111111111}"))).isFalse();
        assertThat(CardNumbers.isIn(json("{\"userId\":{\"x\":\"4111111111111111\"}}")))
                .isTrue();
    }

    @Test
    void one_wrong_digit_is_always_noticed() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 1000; round++) {
            StringBuilder number = new StringBuilder("4111111111111111");
            int at = 1 + random.nextInt(15);
            char other = (char) ('0' + (number.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
            number.setCharAt(at, other);
            assertThat(CardNumbers.isIn(number.toString())).as("seed " + seed).isFalse();
        }
    }

    @Test
    void a_long_text_is_looked_at_in_one_pass() {
        assertThat(CardNumbers.isIn("4 ".repeat(500_000))).isFalse();
    }
}
