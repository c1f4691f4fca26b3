package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class LateMoneyOnPostgresqlTest extends LateMoneyJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
