package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleClockOnH2Test extends ConsoleClockJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
