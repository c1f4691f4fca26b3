package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Vendor;
import java.util.List;
import java.util.Map;

class EveryCodeOnH2Test extends EveryCode {
    @Override
    Vendor database() {
        return Vendor.H2;
    }

    @Override
    Map<String, String> notOnThisDatabase() {
        return Map.of(
                "unavailable", "an embedded database is there as long as the service is",
                "outcome-unknown", "no line to an embedded database can be cut");
    }

    @Override
    List<Way> onThisDatabase() {
        return List.of();
    }
}
