package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class PastOnPostgresqlTest extends PastJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
