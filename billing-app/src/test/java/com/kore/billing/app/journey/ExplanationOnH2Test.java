package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class ExplanationOnH2Test extends ExplanationJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
