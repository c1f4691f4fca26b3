package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ReconciliationOnH2Test extends ReconciliationJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
