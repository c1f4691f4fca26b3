package com.kore.billing.app.web;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Finds what looks like the number of a payment card, so that it is refused before anything logs or stores it.
 *
 * <p>A card number is 13 to 19 digits, spaces and dashes aside, that pass Luhn's check (ISO/IEC 7812-1) and start as an issuer's
 * range does. It is found as a whole text or as a word of one ({@code "my card is 4111 1111 1111 1111"}), among values and keys, at any
 * depth, in digits of any script, whatever format characters (Unicode's Cf) stand between. Digits that are part of a longer word, as in {@code tok_4111111111111111}, are no card number.
 *
 * <p>Ids are let through, because a caller may number accounts and users as it likes: {@code subscriptionId} and {@code userId}.
 * Everything else is looked at: tokens, references and free text too.
 */
public final class CardNumbers {
    private static final Set<String> IDS = Set.of("subscriptionId", "userId");
    private static final int DIGITS_MIN = 13;
    private static final int DIGITS_MAX = 19;
    private static final int MINUS_SIGN = 0x2212;

    /** Visa; Mastercard; American Express; Diners Club; JCB; Maestro, Discover and UnionPay, which share what starts with 6. */
    private static final Pattern ISSUER = Pattern.compile("(?:4"
            + "|5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"
            + "|34|37"
            + "|36|38|30[0-5]"
            + "|352[89]|35[3-8]"
            + "|50|5[6-9]|6).*");

    private CardNumbers() {}

    /** Whether a text is or contains one. In one pass: a run of words of digits ends where anything but a space or dash follows. */
    public static boolean isIn(String text) {
        StringBuilder run = new StringBuilder();
        int wordStart = 0;
        boolean wordHasLetters = false;
        int[] points = text.codePoints().toArray();
        for (int point : points) {
            if (Character.getType(point) == Character.FORMAT) {
                continue;
            }
            int digit = Character.digit(point, 10);
            if (digit >= 0) {
                run.append(digit);
            } else if (Character.isLetterOrDigit(point) || point == '_') {
                wordHasLetters = true;
            } else {
                if (wordHasLetters || !joins(point)) {
                    if (isCardNumber(wordHasLetters ? run.substring(0, wordStart) : run)) {
                        return true;
                    }
                    run.setLength(0);
                }
                wordHasLetters = false;
                wordStart = run.length();
            }
        }
        return isCardNumber(wordHasLetters ? run.substring(0, wordStart) : run);
    }

    private static boolean joins(int point) {
        return Character.isWhitespace(point)
                || Character.isSpaceChar(point)
                || Character.getType(point) == Character.DASH_PUNCTUATION
                || point == MINUS_SIGN;
    }

    /** Whether a key or a text at any depth of a JSON value is or contains one. */
    public static boolean isIn(JsonNode json) {
        if (json.isString()) {
            return isIn(json.stringValue());
        }
        if (json.isArray()) {
            return json.valueStream().anyMatch(CardNumbers::isIn);
        }
        return json.propertyStream().anyMatch(CardNumbers::isIn);
    }

    private static boolean isIn(Map.Entry<String, JsonNode> property) {
        boolean id = IDS.contains(property.getKey()) && property.getValue().isString();
        return isIn(property.getKey()) || (!id && isIn(property.getValue()));
    }

    private static boolean isCardNumber(CharSequence digits) {
        return digits.length() >= DIGITS_MIN
                && digits.length() <= DIGITS_MAX
                && ISSUER.matcher(digits).matches()
                && passesLuhn(digits);
    }

    /** From the right, every second digit is doubled, and the digits of the products are summed up. */
    private static boolean passesLuhn(CharSequence digits) {
        int sum = 0;
        for (int index = 0; index < digits.length(); index++) {
            int digit = digits.charAt(digits.length() - 1 - index) - '0';
            int doubled = index % 2 == 1 ? 2 * digit : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
