package com.kore.billing.app.console;

import com.kore.billing.app.web.JsonBody;
import com.kore.billing.app.web.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a form says, as the JSON body that an endpoint would get: so a form is read, checked and refused as every body is. A field is named as its
 * value's place in the body, {@code billingProfile.address.city}; what begins with an underscore is about the form itself, and an empty field is
 * none.
 *
 * @param fields as they were entered, to be shown again if they are refused
 * @param blank the names of those that were left empty
 * @param places what fields are inside of, also if all of them are empty: so that each is missed by its own name
 */
public record FormBody(Map<String, String> fields, Set<String> blank, Set<String> places) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,40}(?:\\.[A-Za-z0-9]{1,40}){0,3}");

    /** More digits than any amount has may be a card's, and are looked at as a text. */
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,12}");

    /** The last parts of the names of fields that are numbers. */
    private static final Set<String> NUMBERS = Set.of("managedUsers", "count", "expiryMonth", "expiryYear", "amount");

    public FormBody {
        fields = Map.copyOf(fields);
        blank = Set.copyOf(blank);
        places = Set.copyOf(places);
    }

    /** Of the posted form. */
    public static FormBody of(HttpServletRequest request) {
        Map<String, String> fields = new LinkedHashMap<>();
        Set<String> blank = new LinkedHashSet<>();
        Set<String> places = new LinkedHashSet<>();
        request.getParameterMap().forEach((name, values) -> {
            if (values.length == 0 || !NAME.matcher(name).matches()) {
                return;
            }
            if (name.contains(".")) {
                places.add(name.substring(0, name.lastIndexOf('.')));
            }
            if (values[0].isBlank()) {
                blank.add(name);
            } else {
                fields.put(name, values[0].strip());
            }
        });
        return new FormBody(fields, blank, places);
    }

    /** Without these, and what is inside of these. */
    public FormBody without(Set<String> names) {
        Map<String, String> others = new LinkedHashMap<>(fields);
        others.keySet().removeIf(name -> names.contains(name) || names.contains(first(name)));
        return new FormBody(
                others,
                blank,
                places.stream().filter(place -> !names.contains(first(place))).collect(Collectors.toSet()));
    }

    /** With other fields besides, or instead. */
    public FormBody with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.putAll(more);
        return new FormBody(all, blank, places);
    }

    /** Whether anything was entered into a group of fields, such as {@code billingProfile}. */
    public boolean says(String group) {
        return fields.keySet().stream().anyMatch(name -> first(name).equals(group));
    }

    /**
     * The body, kept with its request.
     *
     * @throws RequestRefused {@code malformed} or {@code card-number-refused}, as any body
     */
    public ObjectNode asJson(HttpServletRequest request) {
        ObjectNode body = JSON.createObjectNode();
        places.forEach(place -> inside(body, place.split("\\.", -1)));
        fields.forEach((name, value) -> put(body, name, value));
        JsonBody read = JsonBody.of(body);
        read.keepIn(request);
        return body;
    }

    private static void put(ObjectNode body, String name, String value) {
        String[] parts = name.split("\\.", -1);
        ObjectNode place = inside(body, Arrays.copyOf(parts, parts.length - 1));
        String last = parts[parts.length - 1];
        if (NUMBERS.contains(last) && WHOLE.matcher(value).matches()) {
            place.put(last, Long.parseLong(value));
        } else {
            place.put(last, value);
        }
    }

    private static ObjectNode inside(ObjectNode body, String[] path) {
        ObjectNode place = body;
        for (String part : path) {
            place = place.get(part) instanceof ObjectNode known ? known : place.putObject(part);
        }
        return place;
    }

    private static String first(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
