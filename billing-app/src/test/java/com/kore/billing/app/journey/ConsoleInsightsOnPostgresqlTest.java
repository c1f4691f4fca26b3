package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleInsightsOnPostgresqlTest extends ConsoleInsightsJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
