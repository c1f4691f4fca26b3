package com.kore.billing.app.console;

import com.kore.billing.app.web.JsonBody;
import com.kore.billing.app.web.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a form says, as the JSON body that an endpoint would get: so a form is read, checked and refused as every body is. A field is named as its
 * value's place in the body, {@code billingProfile.address.city}; what begins with an underscore is about the form itself, and an empty field is
 * none.
 *
 * @param fields as they were entered, to be shown again if they are refused
 */
public record FormBody(Map<String, String> fields) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,40}(?:\\.[A-Za-z0-9]{1,40}){0,3}");

    /** More digits than any amount has may be a card's, and are looked at as a text. */
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,12}");

    /** The last parts of the names of fields that are numbers. */
    private static final Set<String> NUMBERS = Set.of("managedUsers", "count", "expiryMonth", "expiryYear", "amount");

    public FormBody {
        fields = Map.copyOf(fields);
    }

    /** Of the posted form. */
    public static FormBody of(HttpServletRequest request) {
        Map<String, String> fields = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (values.length > 0 && !values[0].isBlank() && NAME.matcher(name).matches()) {
                fields.put(name, values[0].strip());
            }
        });
        return new FormBody(fields);
    }

    /** Without these, and what is inside of these. */
    public FormBody without(Set<String> names) {
        Map<String, String> others = new LinkedHashMap<>(fields);
        others.keySet().removeIf(name -> names.contains(name) || names.contains(first(name)));
        return new FormBody(others);
    }

    /** With other fields besides, or instead. */
    public FormBody with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.putAll(more);
        return new FormBody(all);
    }

    /**
     * The body, kept with its request.
     *
     * @throws RequestRefused {@code malformed} or {@code card-number-refused}, as any body
     */
    public ObjectNode asJson(HttpServletRequest request) {
        ObjectNode body = JSON.createObjectNode();
        fields.forEach((name, value) -> put(body, name, value));
        JsonBody read = JsonBody.of(body);
        read.keepIn(request);
        return body;
    }

    private static void put(ObjectNode body, String name, String value) {
        String[] parts = name.split("\\.", -1);
        ObjectNode place = body;
        for (int index = 0; index < parts.length - 1; index++) {
            place = place.get(parts[index]) instanceof ObjectNode known ? known : place.putObject(parts[index]);
        }
        String last = parts[parts.length - 1];
        if (NUMBERS.contains(last) && WHOLE.matcher(value).matches()) {
            place.put(last, Long.parseLong(value));
        } else {
            place.put(last, value);
        }
    }

    private static String first(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
