package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ErasureOnPostgresqlTest extends ErasureJourney {
    @Override
    Vendor vendor() {
        return Vendor.POSTGRESQL;
    }
}
