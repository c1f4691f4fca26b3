package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class OpenRenewalsOnPostgresqlTest extends OpenRenewalsJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
