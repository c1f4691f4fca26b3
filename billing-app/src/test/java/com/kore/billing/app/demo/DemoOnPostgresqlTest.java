package com.kore.billing.app.demo;

import com.kore.billing.app.testing.Vendor;
import java.util.Map;

/** In a year of one's own choice, with a leap day in it. */
class DemoOnPostgresqlTest extends DemoJourney {
    @Override
    Vendor vendor() {
        return Vendor.POSTGRESQL;
    }

    @Override
    Map<String, String> settings() {
        return Map.of("billing.clock", "sandbox", "billing.clock-start", "2027-05-31T00:00:00Z");
    }
}
