package com.kore.billing.app.catalog;

import com.kore.billing.app.StartRefused;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.Assertions;

/** Any text as a catalog file: refused in one line that begins with the file and a line, or a catalog. */
public final class FuzzCatalogs {
    private FuzzCatalogs() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            Assertions.assertThat(CatalogFile.read(new String(input, StandardCharsets.UTF_8), "catalog.yaml"))
                    .isNotNull();
        } catch (StartRefused refused) {
            Assertions.assertThat(refused.getMessage()).startsWith("catalog.yaml, line ");
        }
    }
}
