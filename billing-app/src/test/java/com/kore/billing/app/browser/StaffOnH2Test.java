package com.kore.billing.app.browser;

import com.kore.billing.app.testing.Vendor;

class StaffOnH2Test extends StaffStory {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
