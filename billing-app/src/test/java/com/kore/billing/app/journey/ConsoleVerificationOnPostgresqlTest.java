package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleVerificationOnPostgresqlTest extends ConsoleVerificationJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
