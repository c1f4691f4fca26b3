package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class GatewaysOnH2Test extends GatewaysJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
