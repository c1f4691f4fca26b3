package com.kore.billing.app.monitoring;

import com.kore.billing.app.testing.Vendor;

class HealthOnH2Test extends HealthJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
