package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleInvoiceOnH2Test extends ConsoleInvoiceJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
