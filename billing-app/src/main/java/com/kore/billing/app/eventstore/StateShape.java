package com.kore.billing.app.eventstore;

import com.kore.billing.domain.Personal;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * What a snapshot looks like, as a fingerprint: another component, type or kind anywhere in the state is another shape, and snapshots of
 * the old one are not read. Nobody has to remember to raise a version.
 */
final class StateShape {
    private static final String OURS = "com.kore.billing.";
    private static final int FINGERPRINT_LENGTH = 16;

    private final TreeMap<String, String> shapes = new TreeMap<>();

    private StateShape() {}

    static String fingerprint(Class<?> root) {
        StateShape shape = new StateShape();
        shape.add(root);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(shape.shapes.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, FINGERPRINT_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The records that implement a sealed interface, through any number of sealed interfaces. */
    static List<Class<?>> kindsOf(Class<?> sealed) {
        List<Class<?>> kinds = new ArrayList<>();
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isSealed()) {
                kinds.addAll(kindsOf(permitted));
            } else {
                kinds.add(permitted);
            }
        }
        return kinds;
    }

    private void add(Type type) {
        switch (type) {
            case ParameterizedType parameterized -> {
                add(parameterized.getRawType());
                Arrays.stream(parameterized.getActualTypeArguments()).forEach(this::add);
            }
            case GenericArrayType array -> add(array.getGenericComponentType());
            case Class<?> raw when raw.getName().startsWith(OURS) && !shapes.containsKey(raw.getName()) -> addOurs(raw);
            default -> {
                // A type of a library: its name, which stands where it is used, is its shape.
            }
        }
    }

    private void addOurs(Class<?> type) {
        List<String> parts = new ArrayList<>();
        shapes.put(type.getName(), "");
        if (type.isSealed()) {
            for (Class<?> kind : type.getPermittedSubclasses()) {
                parts.add(kind.getName());
                add(kind);
            }
        } else if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                String secrecy = component.isAnnotationPresent(Personal.class) ? "personal " : "";
                parts.add(secrecy + component.getName() + ":"
                        + component.getGenericType().getTypeName());
                add(component.getGenericType());
            }
        } else if (type.isEnum()) {
            Arrays.stream(type.getEnumConstants()).map(Object::toString).forEach(parts::add);
        } else {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    parts.add(field.getName() + ":" + field.getGenericType().getTypeName());
                    add(field.getGenericType());
                }
            }
        }
        shapes.put(type.getName(), String.join(",", parts));
    }
}
