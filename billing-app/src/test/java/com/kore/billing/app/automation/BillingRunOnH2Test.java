package com.kore.billing.app.automation;

import com.kore.billing.app.testing.Vendor;

class BillingRunOnH2Test extends BillingRunStory {
    @Override
    Vendor vendor() {
        return Vendor.H2;
    }
}
