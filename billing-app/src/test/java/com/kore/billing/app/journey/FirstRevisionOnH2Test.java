package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class FirstRevisionOnH2Test extends FirstRevisionJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
