package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ReplayOnH2Test extends ReplayJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
