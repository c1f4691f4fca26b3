package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ContractOnPostgresqlTest extends ContractJourney {
    @Override
    Vendor vendor() {
        return Vendor.POSTGRESQL;
    }
}
