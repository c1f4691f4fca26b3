package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class PreviewsComeTrueOnPostgresqlTest extends PreviewsComeTrueJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
