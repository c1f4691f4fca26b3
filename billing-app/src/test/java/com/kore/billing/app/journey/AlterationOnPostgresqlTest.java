package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class AlterationOnPostgresqlTest extends AlterationJourney {
    AlterationOnPostgresqlTest() {
        super(Vendor.POSTGRESQL);
    }
}
