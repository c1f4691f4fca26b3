package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ExportsOnH2Test extends ExportsJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
