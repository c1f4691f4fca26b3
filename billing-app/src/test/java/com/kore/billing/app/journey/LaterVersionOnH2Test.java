package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class LaterVersionOnH2Test extends LaterVersionJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
