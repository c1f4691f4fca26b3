package com.kore.billing.domain.account;

import com.kore.billing.domain.Personal;

/** Who invoices are addressed to. An empty string stands for what was not given. */
public record BillingProfile(String contactName, String email, Address address) {
    /** What is read once the account's key is erased. */
    public static final BillingProfile ERASED = new BillingProfile(
            Personal.ERASED,
            Personal.ERASED,
            new Address(
                    Personal.ERASED,
                    Personal.ERASED,
                    Personal.ERASED,
                    Personal.ERASED,
                    Personal.ERASED,
                    Personal.ERASED));

    /** A postal address; the country is an ISO 3166-1 alpha-2 code. */
    public record Address(String line1, String line2, String city, String region, String postalCode, String country) {}
}
