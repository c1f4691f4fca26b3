package com.kore.billing.app.browser;

import com.kore.billing.app.testing.Vendor;

class SampleYearOnH2Test extends SampleYearStory {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
