package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class GatewaysOnPostgresqlTest extends GatewaysJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
