package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class OpenRenewalsOnH2Test extends OpenRenewalsJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
