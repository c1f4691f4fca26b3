package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class DocumentedAnswersOnPostgresqlTest extends DocumentedAnswersJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
