package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ConsoleInvoiceOnPostgresqlTest extends ConsoleInvoiceJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
