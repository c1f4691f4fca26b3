package com.kore.billing.app.browser;

import com.kore.billing.app.testing.Vendor;

class PastDueOnPostgresqlTest extends PastDueStory {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
