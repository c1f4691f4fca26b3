package com.kore.billing.app.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What no line of a log may hold: secrets by their form, and by their words the personal values that tests use. Whoever makes up another
 * person, or a new kind of secret, adds it here.
 */
public final class NeverLogged {
    /** The names, addresses and free texts of the tests' accounts. */
    private static final List<String> PERSONAL = List.of(
            "Ada Byron",
            "Greta",
            "Klartext",
            "Plainly Visible",
            "Nora Neuanfang",
            "Offene Gasse",
            "Zweite Gasse",
            "Hinterhaus",
            "Wiener Neustadt",
            "Main St",
            "Springfield",
            "Acme Inc",
            "much too dear",
            "Too dear for",
            "sorry for the outage",
            "charged us twice");

    private static final Map<String, Pattern> FORMS = forms();

    /**
     * What a start prints: the link for whoever could read tokens.json too, and what to paste, with an account that nobody has. As JSON it is all
     * on one line.
     */
    private static final Pattern ALLOWED = Pattern.compile("/console/sign-in\\?code=kore_code_[\\w-]{43}$"
            + "|^  post (?:''|/acme/change-plan) '\\{.*}'$"
            + "|^\\{\"@timestamp\":.*\"logger\":\"com\\.kore\\.billing\\.app\\.StartMessage\".*}$");

    private NeverLogged() {}

    private static Map<String, Pattern> forms() {
        Map<String, Pattern> forms = new LinkedHashMap<>();
        forms.put("an access token or a code", Pattern.compile("kore_(?:at|code)_[\\w-]{16}"));
        forms.put("a bearer token", Pattern.compile("(?i)bearer [\\w.~+/-]{20}"));
        forms.put("a JWT", Pattern.compile("eyJ[\\w-]{10,}\\."));
        forms.put("a cookie", Pattern.compile("kore_console(?:_form)?=[^\\s;]{6}"));
        // 32 random bytes, as generated tokens and keys are written: all three kinds of characters, or they are
        // somebody's name.
        forms.put("a generated token", random("[\\w-]", ""));
        forms.put("a key", random("[\\w+/-]", "="));
        forms.put("a private key", Pattern.compile("BEGIN (?:[A-Z]+ )?PRIVATE KEY|\\bMC4CAQAwBQYDK2Vw"));
        forms.put("a key of Stripe", Pattern.compile("\\b(?:[sr]k_(?:test|live)|whsec)_\\w{4}"));
        forms.put("a payment token", Pattern.compile("\\b(?:tok|pm|ba|btok|seti)_\\w{2}"));
        forms.put("a password", Pattern.compile("(?i)passw(?:or)?d[=:]\\s?[^\\s&;,]"));
        forms.put(
                "a card number",
                Pattern.compile("(?<!\\d)(?:4242[ -]?4242|4111[ -]?1111|5555[ -]?5555|3782[ -]?8224)"));
        forms.put("an e-mail address", Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)*\\.[A-Za-z]{2,}\\b"));
        PERSONAL.forEach(words -> forms.put("personal: " + words, Pattern.compile(Pattern.quote(words))));
        return forms;
    }

    private static Pattern random(String character, String end) {
        String all = character + "{43}";
        return Pattern.compile("(?<![\\w+/=-])(?=" + character + "{0,42}[a-z])(?=" + character + "{0,42}[A-Z])(?="
                + character + "{0,42}\\d)" + all + end + "(?![\\w+/=-])");
    }

    /** What a text holds, and where; the finding itself is told in part only. */
    public static Optional<String> in(String text) {
        String rest = ALLOWED.matcher(text).replaceFirst("");
        return FORMS.entrySet().stream()
                .flatMap(form -> found(form.getKey(), form.getValue().matcher(rest)).stream())
                .findFirst();
    }

    private static Optional<String> found(String what, Matcher matcher) {
        return matcher.find()
                ? Optional.of(what + " at character " + matcher.start() + ": "
                        + matcher.group().substring(0, Math.min(matcher.group().length(), 12)))
                : Optional.empty();
    }
}
