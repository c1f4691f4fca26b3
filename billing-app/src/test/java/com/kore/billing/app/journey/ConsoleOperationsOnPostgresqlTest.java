package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleOperationsOnPostgresqlTest extends ConsoleOperationsJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
