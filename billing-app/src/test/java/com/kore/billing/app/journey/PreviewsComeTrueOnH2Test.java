package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class PreviewsComeTrueOnH2Test extends PreviewsComeTrueJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
