package com.kore.billing.app.campaign;

import com.kore.billing.app.testing.Vendor;

class RandomHistoriesOnPostgresqlTest extends RandomHistories {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
