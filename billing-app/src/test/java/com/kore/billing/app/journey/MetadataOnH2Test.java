package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class MetadataOnH2Test extends MetadataJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
