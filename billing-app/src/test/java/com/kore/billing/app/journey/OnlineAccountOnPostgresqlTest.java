package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class OnlineAccountOnPostgresqlTest extends OnlineAccountJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
