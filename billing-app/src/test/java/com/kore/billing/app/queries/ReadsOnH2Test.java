package com.kore.billing.app.queries;

import com.kore.billing.app.testing.Vendor;

class ReadsOnH2Test extends Reads {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
