package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ExportsOnPostgresqlTest extends ExportsJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
