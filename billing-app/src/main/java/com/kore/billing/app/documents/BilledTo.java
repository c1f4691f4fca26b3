package com.kore.billing.app.documents;

import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.projections.account.BillingProfileView;
import com.kore.billing.projections.invoices.InvoiceView;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whom invoices are addressed to, line by line. */
public final class BilledTo {
    private static final BillingProfileView ERASED = BillingProfileView.of(BillingProfile.ERASED);
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private BilledTo() {}

    /** What was not given has no line, and what was erased has one. */
    static List<String> lines(InvoiceView.BilledToView billedTo) {
        Stream<String> profile = billedTo
                .billingProfile()
                .filter(given -> !given.equals(ERASED))
                .map(BilledTo::lines)
                .orElse(List.of())
                .stream();
        return Stream.concat(Stream.of(billedTo.accountName()).filter(Predicate.not(String::isBlank)), profile)
                .toList();
    }

    /** Of a profile alone; one that was erased has the one line that says so. */
    public static List<String> lines(BillingProfileView profile) {
        if (profile.equals(ERASED)) {
            return List.of(profile.contactName());
        }
        BillingProfileView.AddressView address = profile.address();
        String cityAndRegion = Stream.of(address.city(), address.region())
                .filter(Predicate.not(String::isBlank))
                .collect(Collectors.joining(", "));
        return Stream.of(
                        profile.contactName(),
                        address.line1(),
                        address.line2(),
                        (cityAndRegion + " " + address.postalCode()).strip(),
                        country(address.country()),
                        profile.email())
                .filter(Predicate.not(String::isBlank))
                .toList();
    }

    /** By its English name, if ISO 3166-1 knows it. */
    private static String country(String code) {
        return COUNTRIES.contains(code) ? Locale.of("", code).getDisplayCountry(Locale.US) : code;
    }
}
