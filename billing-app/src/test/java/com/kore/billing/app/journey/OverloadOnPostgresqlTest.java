package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class OverloadOnPostgresqlTest extends OverloadJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
