package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class RandomHistoriesOnPostgresqlTest extends RandomHistoriesJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
