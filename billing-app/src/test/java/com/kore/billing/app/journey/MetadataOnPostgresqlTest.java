package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class MetadataOnPostgresqlTest extends MetadataJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
