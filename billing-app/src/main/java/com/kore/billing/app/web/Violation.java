package com.kore.billing.app.web;

/**
 * One value that is not allowed.
 *
 * @param field where it stands, such as {@code billingProfile.address.city}, a parameter's or a header's name
 * @param message what is allowed; never the value itself
 */
public record Violation(String field, String message) {}
