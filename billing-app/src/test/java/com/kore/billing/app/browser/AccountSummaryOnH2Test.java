package com.kore.billing.app.browser;

import com.kore.billing.app.testing.Vendor;

class AccountSummaryOnH2Test extends AccountSummaryStory {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
