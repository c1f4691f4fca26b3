package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class PoisonedEventsOnH2Test extends PoisonedEvents {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
