package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class PoisonedEventsOnPostgresqlTest extends PoisonedEvents {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
