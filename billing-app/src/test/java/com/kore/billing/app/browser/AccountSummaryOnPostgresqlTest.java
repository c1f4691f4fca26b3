package com.kore.billing.app.browser;

import com.kore.billing.app.testing.Vendor;

class AccountSummaryOnPostgresqlTest extends AccountSummaryStory {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
