package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleOperationsOnH2Test extends ConsoleOperationsJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
