package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleInsightsOnH2Test extends ConsoleInsightsJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
