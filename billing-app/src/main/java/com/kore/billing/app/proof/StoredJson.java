package com.kore.billing.app.proof;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** JSON of the event store as it is shown to those who check it. */
public final class StoredJson {
    private StoredJson() {}

    /**
     * What stands in a row, if it has a canonical form: then it can be shown, read and hashed by anybody with the same result. Anything else
     * is told as the text that it is, and so hashes to nothing that was signed.
     */
    public static JsonNode asStored(String json) {
        try {
            JsonNode value = CanonicalJson.read(json);
            CanonicalJson.requireExact(value);
            return value;
        } catch (IllegalArgumentException altered) {
            return StringNode.valueOf(json);
        }
    }
}
