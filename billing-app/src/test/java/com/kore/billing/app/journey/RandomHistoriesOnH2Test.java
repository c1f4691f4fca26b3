package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class RandomHistoriesOnH2Test extends RandomHistoriesJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
