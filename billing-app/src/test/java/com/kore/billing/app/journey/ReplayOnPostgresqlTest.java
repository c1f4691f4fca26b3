package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ReplayOnPostgresqlTest extends ReplayJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
