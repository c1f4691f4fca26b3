package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class OverloadOnH2Test extends OverloadJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
