package com.kore.billing.app.browser;

import com.kore.billing.app.testing.Vendor;

class ClockOnH2Test extends ClockStory {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
