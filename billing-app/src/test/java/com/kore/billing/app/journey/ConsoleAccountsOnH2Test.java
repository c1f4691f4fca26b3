package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleAccountsOnH2Test extends ConsoleAccountsJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
