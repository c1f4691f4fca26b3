package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleFormsOnH2Test extends ConsoleFormsJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
