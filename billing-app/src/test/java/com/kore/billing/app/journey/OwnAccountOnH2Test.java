package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class OwnAccountOnH2Test extends OwnAccountJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
