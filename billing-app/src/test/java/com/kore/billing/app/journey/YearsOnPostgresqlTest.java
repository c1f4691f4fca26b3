package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class YearsOnPostgresqlTest extends YearsJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
