package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class LaterVersionOnPostgresqlTest extends LaterVersionJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
