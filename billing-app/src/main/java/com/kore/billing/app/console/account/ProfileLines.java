package com.kore.billing.app.console.account;

import com.kore.billing.projections.account.BillingProfileView;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A billing profile as an envelope has it. */
public final class ProfileLines {
    private ProfileLines() {}

    public static List<String> of(BillingProfileView profile) {
        BillingProfileView.AddressView address = profile.address();
        String town = Stream.of(address.city(), address.region(), address.postalCode())
                .filter(part -> !part.isEmpty())
                .reduce((left, right) -> left + ", " + right)
                .orElse("");
        return Stream.of(
                        profile.contactName(),
                        profile.email(),
                        address.line1(),
                        address.line2(),
                        town,
                        Locale.of("", address.country()).getDisplayCountry(Locale.ENGLISH))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
