package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class AccessTokensOnPostgresqlTest extends AccessTokensJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
