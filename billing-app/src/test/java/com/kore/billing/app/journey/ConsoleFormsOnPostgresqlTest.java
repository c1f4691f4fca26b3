package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleFormsOnPostgresqlTest extends ConsoleFormsJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
