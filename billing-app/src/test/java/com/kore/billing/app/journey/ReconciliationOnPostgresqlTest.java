package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ReconciliationOnPostgresqlTest extends ReconciliationJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
