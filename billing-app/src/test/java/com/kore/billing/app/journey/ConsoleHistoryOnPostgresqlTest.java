package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleHistoryOnPostgresqlTest extends ConsoleHistoryJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
