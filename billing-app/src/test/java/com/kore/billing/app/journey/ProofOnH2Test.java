package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ProofOnH2Test extends ProofJourney {
    ProofOnH2Test() {
        super(Vendor.H2);
    }
}
