package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class FirstRevisionOnPostgresqlTest extends FirstRevisionJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
