package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleBillingHistoryOnPostgresqlTest extends ConsoleBillingHistoryJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
