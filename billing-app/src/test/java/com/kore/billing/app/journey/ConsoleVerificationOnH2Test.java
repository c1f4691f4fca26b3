package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleVerificationOnH2Test extends ConsoleVerificationJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
