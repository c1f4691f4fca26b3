package com.kore.billing.app.browser;

import com.kore.billing.app.testing.Vendor;

class StaffOnPostgresqlTest extends StaffStory {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
