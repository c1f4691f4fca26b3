package com.kore.billing.app.browser;

import com.kore.billing.app.testing.Vendor;

class ClockOnPostgresqlTest extends ClockStory {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
