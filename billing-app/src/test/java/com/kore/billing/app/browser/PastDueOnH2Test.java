package com.kore.billing.app.browser;

import com.kore.billing.app.testing.Vendor;

class PastDueOnH2Test extends PastDueStory {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
