package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class InvoicePdfOnH2Test extends InvoicePdfJourney {
    @Override
    Vendor vendor() {
        return Vendor.H2;
    }
}
