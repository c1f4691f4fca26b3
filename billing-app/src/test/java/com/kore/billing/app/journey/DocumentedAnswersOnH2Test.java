package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class DocumentedAnswersOnH2Test extends DocumentedAnswersJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
