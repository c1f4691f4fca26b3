package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ProofOnPostgresqlTest extends ProofJourney {
    ProofOnPostgresqlTest() {
        super(Vendor.POSTGRESQL);
    }
}
