package com.kore.billing.app.web;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes the record that an endpoint expects from JSON, and tells everything that is wrong with it at once.
 *
 * <p>The record is the whole declaration, from which the OpenAPI document is made too: a component of type {@code Optional} may be
 * missing or null, any other is required; {@link ScalarReader} says how single values are read and which Jakarta constraints count.
 * A sealed interface is told apart by the property that {@link JsonTypeInfo} names. A component of type {@link JsonNode} is taken as it
 * is. A key that no component has is refused. A record whose constructor throws {@link IllegalArgumentException} has its message as
 * the violation.
 */
public final class RecordBinder {
    private static final int VIOLATIONS_MAX = 20;
    private static final int ECHOED_NAME_MAX = 64;

    /** Kept, because what a class says of itself is read anew, annotations included, each time that it is asked. */
    private static final ClassValue<Form> FORMS = new ClassValue<>() {
        @Override
        protected Form computeValue(Class<?> type) {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return new Form(List.of(type.getRecordComponents()), constructor);
        }
    };

    private final List<Violation> violations = new ArrayList<>();

    private RecordBinder() {}

    /** How a record is made. */
    private record Form(List<RecordComponent> components, Constructor<?> constructor) {}

    /**
     * @param type a record, or a sealed interface of records
     * @throws RequestRefused {@code invalid}, with up to 20 violations
     */
    public static <T> T bind(JsonNode json, Class<T> type) {
        return bind(json, type, "");
    }

    /**
     * Binds a part of a body.
     *
     * @param path where it stands, such as {@code steps[2]}; violations name their fields from there
     */
    public static <T> T bind(JsonNode json, Class<T> type, String path) {
        RecordBinder binder = new RecordBinder();
        Object value = binder.object(json, type, path);
        if (value == null || !binder.violations.isEmpty()) {
            throw RequestRefused.invalid(
                    binder.violations.stream().limit(VIOLATIONS_MAX).toList());
        }
        return type.cast(value);
    }

    private @Nullable Object value(JsonNode json, Type type, AnnotatedElement constraints, String path) {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[0];
            return generic.getRawType() == Optional.class
                    ? Optional.ofNullable(value(json, element, constraints, path))
                    : list(json, element, constraints, path);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == JsonNode.class) {
            return json;
        }
        if (isToldApart(raw) || (raw.isRecord() && !ScalarReader.isBareValue(raw))) {
            return object(json, raw, path);
        }
        try {
            return ScalarReader.read(json, raw, constraints);
        } catch (IllegalArgumentException notAllowed) {
            return violated(path, String.valueOf(notAllowed.getMessage()));
        }
    }

    private @Nullable Object list(JsonNode json, Type element, AnnotatedElement constraints, String path) {
        if (!json.isArray()) {
            return violated(path, "must be a list");
        }
        try {
            ScalarReader.checkSize(json.size(), constraints, "entries");
        } catch (IllegalArgumentException notAllowed) {
            return violated(path, String.valueOf(notAllowed.getMessage()));
        }
        List<Object> values = new ArrayList<>();
        for (int index = 0; index < json.size(); index++) {
            Object value = value(json.get(index), element, constraints, path + "[" + index + "]");
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private @Nullable Object object(JsonNode json, Class<?> type, String path) {
        if (!json.isObject()) {
            return violated(path, "must be an object");
        }
        if (!isToldApart(type)) {
            return record(json, type, path, "");
        }
        String property = type.getAnnotation(JsonTypeInfo.class).property();
        Map<String, Class<?>> kinds = Arrays.stream(
                        type.getAnnotation(JsonSubTypes.class).value())
                .collect(Collectors.toMap(JsonSubTypes.Type::name, JsonSubTypes.Type::value));
        Class<?> kind = kinds.get(json.path(property).stringValue(""));
        return kind == null
                ? violated(
                        child(path, property),
                        "must be " + kinds.keySet().stream().sorted().collect(Collectors.joining(" or ")))
                : record(json, kind, path, property);
    }

    static boolean isToldApart(Class<?> type) {
        return type.isInterface() && type.isSealed() && type.isAnnotationPresent(JsonTypeInfo.class);
    }

    private @Nullable Object record(JsonNode json, Class<?> type, String path, String kindProperty) {
        int before = violations.size();
        Form form = FORMS.get(type);
        List<String> known = Stream.concat(
                        Stream.of(kindProperty).filter(name -> !name.isEmpty()),
                        form.components().stream().map(RecordComponent::getName))
                .toList();
        json.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name ->
                        violated(child(path, abbreviated(name)), "is not known here" + ScalarReader.listed(known)));
        @Nullable Object[] arguments = new @Nullable Object[form.components().size()];
        for (int index = 0; index < arguments.length; index++) {
            RecordComponent component = form.components().get(index);
            arguments[index] = component(json.get(component.getName()), component, child(path, component.getName()));
        }
        return violations.size() > before ? null : construct(form.constructor(), arguments, path);
    }

    private @Nullable Object component(@Nullable JsonNode json, RecordComponent component, String path) {
        boolean absent = json == null || json.isNull();
        if (component.getType() == Optional.class && absent) {
            return Optional.empty();
        }
        return absent
                ? violated(path, "is required")
                : value(Objects.requireNonNull(json), component.getGenericType(), component.getAccessor(), path);
    }

    private @Nullable Object construct(Constructor<?> constructor, @Nullable Object[] arguments, String path) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof IllegalArgumentException notAllowed) {
                return violated(path, String.valueOf(notAllowed.getMessage()));
            }
            throw new IllegalStateException(constructor + " fails", refused);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(constructor + " cannot be called", impossible);
        }
    }

    private @Nullable Object violated(String path, String message) {
        violations.add(new Violation(path.isEmpty() ? "body" : path, message));
        return null;
    }

    private static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String abbreviated(String name) {
        return name.length() <= ECHOED_NAME_MAX
                ? name
                : name.codePoints()
                        .limit(ECHOED_NAME_MAX)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .append('…')
                        .toString();
    }
}
