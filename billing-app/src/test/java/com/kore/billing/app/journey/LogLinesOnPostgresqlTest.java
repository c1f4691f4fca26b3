package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class LogLinesOnPostgresqlTest extends LogLinesJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
