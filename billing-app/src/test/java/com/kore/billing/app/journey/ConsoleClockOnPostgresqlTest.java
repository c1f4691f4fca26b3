package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleClockOnPostgresqlTest extends ConsoleClockJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
