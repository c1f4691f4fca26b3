package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleAccountsOnPostgresqlTest extends ConsoleAccountsJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
