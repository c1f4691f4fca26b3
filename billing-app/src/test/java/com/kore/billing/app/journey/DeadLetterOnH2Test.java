package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class DeadLetterOnH2Test extends DeadLetterJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
