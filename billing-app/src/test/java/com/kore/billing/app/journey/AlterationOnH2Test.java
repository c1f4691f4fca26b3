package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class AlterationOnH2Test extends AlterationJourney {
    AlterationOnH2Test() {
        super(Vendor.H2);
    }
}
