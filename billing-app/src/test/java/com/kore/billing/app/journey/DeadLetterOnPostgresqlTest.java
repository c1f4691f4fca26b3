package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class DeadLetterOnPostgresqlTest extends DeadLetterJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
