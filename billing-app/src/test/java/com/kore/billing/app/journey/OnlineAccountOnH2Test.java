package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class OnlineAccountOnH2Test extends OnlineAccountJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
