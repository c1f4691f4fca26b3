package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class LateMoneyOnH2Test extends LateMoneyJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
