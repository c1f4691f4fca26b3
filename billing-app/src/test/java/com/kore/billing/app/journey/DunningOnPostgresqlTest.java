package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class DunningOnPostgresqlTest extends DunningJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
