package com.kore.billing.app.browser;

import com.kore.billing.app.testing.Vendor;

class HistoryOnPostgresqlTest extends HistoryStory {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
