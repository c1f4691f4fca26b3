package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleBillingHistoryOnH2Test extends ConsoleBillingHistoryJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
