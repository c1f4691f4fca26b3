package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class DunningOnH2Test extends DunningJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
