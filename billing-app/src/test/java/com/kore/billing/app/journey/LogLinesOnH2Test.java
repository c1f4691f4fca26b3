package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class LogLinesOnH2Test extends LogLinesJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
