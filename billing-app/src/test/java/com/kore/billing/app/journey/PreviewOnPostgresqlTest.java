package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class PreviewOnPostgresqlTest extends PreviewJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
