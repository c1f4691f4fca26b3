package com.kore.billing.app.queries;

import com.kore.billing.app.testing.Vendor;

class EventFeedOnH2Test extends EventFeed {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
