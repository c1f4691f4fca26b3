package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class PreviewOnH2Test extends PreviewJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
