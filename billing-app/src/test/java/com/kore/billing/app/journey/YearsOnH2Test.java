package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class YearsOnH2Test extends YearsJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
