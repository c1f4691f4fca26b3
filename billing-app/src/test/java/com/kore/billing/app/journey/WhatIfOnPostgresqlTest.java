package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;

class WhatIfOnPostgresqlTest extends WhatIfJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }
}
