package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class PastOnH2Test extends PastJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
