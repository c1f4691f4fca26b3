package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleHistoryOnH2Test extends ConsoleHistoryJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
