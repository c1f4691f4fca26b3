package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleSessionOnPostgresqlTest extends ConsoleSessionJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
