package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class AnalyticsOnH2Test extends AnalyticsJourney {
    @Override
    Vendor vendor() {
        return Vendor.H2;
    }
}
