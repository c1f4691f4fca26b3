package com.kore.billing.app.monitoring;

import com.kore.billing.app.testing.Vendor;

class HealthOnPostgresqlTest extends HealthJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
