package com.kore.billing.app.automation;

import com.kore.billing.app.testing.Vendor;

class ZonesOnPostgresqlTest extends ZonesStory {
    @Override
    Vendor vendor() {
        return Vendor.POSTGRESQL;
    }
}
