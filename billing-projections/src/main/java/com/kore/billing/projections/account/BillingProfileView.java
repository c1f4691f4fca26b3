package com.kore.billing.projections.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.kore.billing.domain.account.BillingProfile;

/** Who invoices are addressed to; what was not given is left out of its JSON. */
public record BillingProfileView(String contactName, String email, AddressView address) {

    /** A postal address; the country is an ISO 3166-1 alpha-2 code. */
    public record AddressView(
            String line1,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String line2,
            String city,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String region,
            String postalCode,
            String country) {}

    public static BillingProfileView of(BillingProfile profile) {
        BillingProfile.Address address = profile.address();
        return new BillingProfileView(
                profile.contactName(),
                profile.email(),
                new AddressView(
                        address.line1(),
                        address.line2(),
                        address.city(),
                        address.region(),
                        address.postalCode(),
                        address.country()));
    }
}
