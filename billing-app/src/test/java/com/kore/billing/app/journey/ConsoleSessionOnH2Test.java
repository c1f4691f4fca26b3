package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleSessionOnH2Test extends ConsoleSessionJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
