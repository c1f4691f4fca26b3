package com.kore.billing.app.browser;

import com.kore.billing.app.testing.Vendor;

class HistoryOnH2Test extends HistoryStory {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
