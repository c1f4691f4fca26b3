package com.kore.billing.app.web;

import java.nio.charset.StandardCharsets;
import org.assertj.core.api.Assertions;

/** Any text as a cursor; what is accepted is one that the service would have made. */
public final class FuzzCursors {
    private FuzzCursors() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        for (int keys = 1; keys <= 2; keys++) {
            Cursor cursor;
            try {
                cursor = Cursor.parse(text, "invoices", keys);
            } catch (RequestRefused refused) {
                continue;
            }
            Assertions.assertThat(Cursor.parse(cursor.asText(), "invoices", keys))
                    .isEqualTo(cursor);
            for (int key = 0; key < keys; key++) {
                try {
                    cursor.number(key);
                } catch (RequestRefused noNumber) {
                    Assertions.assertThat(noNumber.code()).isEqualTo(ProblemCode.INVALID);
                }
            }
        }
    }
}
