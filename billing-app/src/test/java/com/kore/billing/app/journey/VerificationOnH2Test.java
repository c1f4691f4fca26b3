package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class VerificationOnH2Test extends VerificationJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
