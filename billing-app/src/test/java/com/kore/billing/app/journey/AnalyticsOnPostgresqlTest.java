package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class AnalyticsOnPostgresqlTest extends AnalyticsJourney {
    @Override
    Vendor vendor() {
        return Vendor.POSTGRESQL;
    }
}
