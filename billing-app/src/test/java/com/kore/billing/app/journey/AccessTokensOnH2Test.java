package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class AccessTokensOnH2Test extends AccessTokensJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
