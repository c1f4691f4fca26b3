package com.kore.billing.app.catalog;

/** What is wrong in a catalog file, and where. */
final class CatalogMistake extends RuntimeException {
    private final int line;

    /** @param line from 1 */
    CatalogMistake(int line, String reason) {
        super(reason);
        this.line = line;
    }

    int line() {
        return line;
    }
}
