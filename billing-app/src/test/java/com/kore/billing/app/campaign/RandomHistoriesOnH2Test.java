package com.kore.billing.app.campaign;

import com.kore.billing.app.testing.Vendor;

class RandomHistoriesOnH2Test extends RandomHistories {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
