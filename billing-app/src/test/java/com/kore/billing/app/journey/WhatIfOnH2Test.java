package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class WhatIfOnH2Test extends WhatIfJourney {
    @Override
    Vendor database() {
        return Vendor.H2;
    }
}
