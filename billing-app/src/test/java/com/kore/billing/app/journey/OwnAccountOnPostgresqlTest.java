package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class OwnAccountOnPostgresqlTest extends OwnAccountJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
