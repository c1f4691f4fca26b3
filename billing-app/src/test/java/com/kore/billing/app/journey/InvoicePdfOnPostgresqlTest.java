package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class InvoicePdfOnPostgresqlTest extends InvoicePdfJourney {
    @Override
    Vendor vendor() {
        return Vendor.POSTGRESQL;
    }
}
