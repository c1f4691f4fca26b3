package com.kore.billing.app.browser;

/** A file that a page gave. */
final class Download {
    private final String name;
    private final byte[] bytes;

    Download(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** Under which it would be kept. */
    String name() {
        return name;
    }

    byte[] bytes() {
        return bytes.clone();
    }
}
