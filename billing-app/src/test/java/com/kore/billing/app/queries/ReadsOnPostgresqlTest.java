package com.kore.billing.app.queries;

import com.kore.billing.app.testing.Vendor;

class ReadsOnPostgresqlTest extends Reads {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
