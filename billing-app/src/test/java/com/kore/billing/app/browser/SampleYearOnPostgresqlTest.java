package com.kore.billing.app.browser;

import com.kore.billing.app.testing.Vendor;

class SampleYearOnPostgresqlTest extends SampleYearStory {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
