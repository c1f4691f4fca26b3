package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class InterruptedReplayOnH2Test extends InterruptedReplayJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
