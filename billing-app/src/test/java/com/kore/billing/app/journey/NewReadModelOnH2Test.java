package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class NewReadModelOnH2Test extends NewReadModelJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
