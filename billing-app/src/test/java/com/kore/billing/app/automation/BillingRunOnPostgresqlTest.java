package com.kore.billing.app.automation;

import com.kore.billing.app.testing.Vendor;

class BillingRunOnPostgresqlTest extends BillingRunStory {
    @Override
    Vendor vendor() {
        return Vendor.POSTGRESQL;
    }
}
