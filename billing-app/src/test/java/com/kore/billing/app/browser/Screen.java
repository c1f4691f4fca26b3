package com.kore.billing.app.browser;

/**
 * What somebody looks at pages with.
 *
 * @param scripts false: nothing runs in the page, as where scripts are turned off
 */
record Screen(int width, int height, boolean dark, boolean scripts) {
    static final Screen DESK = new Screen(1280, 900, false, true);

    /** A small telephone. */
    static final Screen NARROW = new Screen(360, 740, false, true);

    Screen inTheDark() {
        return new Screen(width, height, true, scripts);
    }

    Screen withoutScripts() {
        return new Screen(width, height, dark, false);
    }
}
