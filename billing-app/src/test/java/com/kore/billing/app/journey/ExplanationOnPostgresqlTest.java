package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ExplanationOnPostgresqlTest extends ExplanationJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
