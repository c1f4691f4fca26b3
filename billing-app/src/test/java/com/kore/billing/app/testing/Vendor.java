package com.kore.billing.app.testing;

/** The databases that everything stored is tested on. */
public enum Vendor {
    H2,
    POSTGRESQL
}
