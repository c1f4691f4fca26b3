package com.kore.billing.app;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The keys that a settings record knows, and the refusal of all others: a misspelled {@code BILLING_DATADIRECTORY} would otherwise
 * silently mean the default.
 */
final class SettingKeys {
    private static final String PREFIX = "billing";
    private static final String ANY_NAME = "*";

    private final List<String> known = new ArrayList<>();

    SettingKeys(Class<? extends Record> settings) {
        collect(PREFIX, settings);
    }

    private void collect(String prefix, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + "." + dashed(component.getName());
            if (component.getType().isRecord()) {
                collect(key, component.getType());
            } else if (component.getType() == Map.class
                    && component.getGenericType() instanceof ParameterizedType map
                    && map.getActualTypeArguments()[1] instanceof Class<?> value) {
                collect(key + "." + ANY_NAME, value);
            } else {
                known.add(key);
            }
        }
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** @throws StartRefused naming the first unknown key and the nearest known one */
    void check(Iterable<PropertySource<?>> sources) {
        for (PropertySource<?> source : sources) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                boolean environment = source instanceof SystemEnvironmentPropertySource;
                Stream.of(enumerable.getPropertyNames())
                        .filter(name -> environment ? isOurVariable(name) : isOurKey(name))
                        .filter(name -> environment ? !isKnownVariable(name) : !isKnownKey(name))
                        .findFirst()
                        .ifPresent(name -> refuse(name, environment));
            }
        }
    }

    private static boolean isOurVariable(String name) {
        return name.toUpperCase(Locale.ROOT).startsWith("BILLING_");
    }

    private static boolean isOurKey(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(PREFIX + ".");
    }

    private boolean isKnownKey(String name) {
        String uniform = uniform(withoutIndex(name));
        return known.stream()
                .anyMatch(
                        key -> Pattern.matches(Pattern.quote(uniform(key)).replace(ANY_NAME, "\\E[^.]+\\Q"), uniform));
    }

    private static String withoutIndex(String name) {
        return name.replaceAll("\\[[0-9]+]$", "");
    }

    private static String uniform(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    /** Spring binds a key without dashes in both spellings, but names inside a map only in the first. */
    private boolean isKnownVariable(String name) {
        String upper = name.toUpperCase(Locale.ROOT).replaceAll("_[0-9]+$", "");
        return known.stream().anyMatch(key -> {
            if (key.contains(ANY_NAME)) {
                return Pattern.matches(Pattern.quote(variable(key)).replace(ANY_NAME, "\\E[A-Z0-9]+\\Q"), upper);
            }
            return upper.equals(variable(key)) || upper.equals(spelledVariable(key));
        });
    }

    private static String variable(String key) {
        return key.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static String spelledVariable(String key) {
        return key.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private void refuse(String name, boolean environment) {
        String uniform = ConfigurationPropertyName.adapt(name.toLowerCase(Locale.ROOT), environment ? '_' : '.')
                .toString();
        Optional<String> nearest =
                known.stream().min(Comparator.comparingInt(key -> distance(letters(key), letters(uniform))));
        String suggestion = nearest.map(key -> environment && !key.contains(ANY_NAME)
                        ? spelledVariable(key)
                        : environment ? variable(key).replace(ANY_NAME, "<NAME>") : key.replace(ANY_NAME, "<name>"))
                .orElse(PREFIX);
        throw new StartRefused(
                "There is no setting " + name + ".",
                "Did you mean " + suggestion + "? Remove it otherwise: a setting that is not known would be ignored.");
    }

    private static String letters(String key) {
        return key.replaceAll("[^a-z0-9*]", "");
    }

    /** How many letters must be inserted, removed or replaced (Levenshtein). */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= from.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
