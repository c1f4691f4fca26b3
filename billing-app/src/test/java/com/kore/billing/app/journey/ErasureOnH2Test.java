package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ErasureOnH2Test extends ErasureJourney {
    @Override
    Vendor vendor() {
        return Vendor.H2;
    }
}
