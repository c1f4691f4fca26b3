package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ContractOnH2Test extends ContractJourney {
    @Override
    Vendor vendor() {
        return Vendor.H2;
    }
}
