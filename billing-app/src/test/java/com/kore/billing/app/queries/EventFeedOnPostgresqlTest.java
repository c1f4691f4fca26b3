package com.kore.billing.app.queries;

import com.kore.billing.app.testing.Vendor;

class EventFeedOnPostgresqlTest extends EventFeed {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
