package com.kore.billing.app.automation;

import com.kore.billing.app.testing.Vendor;

class ZonesOnH2Test extends ZonesStory {
    @Override
    Vendor vendor() {
        return Vendor.H2;
    }
}
