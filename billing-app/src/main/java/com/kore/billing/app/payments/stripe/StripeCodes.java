package com.kore.billing.app.payments.stripe;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.StripeError;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why nothing was taken or paid back, in our words. Stripe says it by an error's code and, for cards, a decline code besides, which is
 * the nearer one. What stands in no table here passes as Stripe says it. See <a href="https://docs.stripe.com/declines/codes">decline
 * codes</a> and <a href="https://docs.stripe.com/error-codes">error codes</a>; docs/operators.md has the table for people.
 */
final class StripeCodes {
    static final String AUTHENTICATION_REQUIRED = "authentication_required";
    static final String UNKNOWN_TOKEN = "unknown_token";
    private static final String METHOD = "payment_method";
    private static final String CARD_DECLINED = "card_declined";
    private static final String EXPIRED_CARD = "expired_card";
    private static final String INSUFFICIENT_FUNDS = "insufficient_funds";

    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("authentication_not_handled", AUTHENTICATION_REQUIRED),
            Map.entry("payment_intent_authentication_failure", AUTHENTICATION_REQUIRED),
            Map.entry("requires_action_not_handled", AUTHENTICATION_REQUIRED),
            Map.entry("invalid_expiry_month", EXPIRED_CARD),
            Map.entry("invalid_expiry_year", EXPIRED_CARD),
            Map.entry("withdrawal_count_limit_exceeded", INSUFFICIENT_FUNDS),
            Map.entry("card_velocity_exceeded", INSUFFICIENT_FUNDS),
            // The issuer gives no reason.
            Map.entry("call_issuer", CARD_DECLINED),
            Map.entry("do_not_honor", CARD_DECLINED),
            Map.entry("do_not_try_again", CARD_DECLINED),
            Map.entry("generic_decline", CARD_DECLINED),
            Map.entry("no_action_taken", CARD_DECLINED),
            Map.entry("try_again_later", CARD_DECLINED),
            // Stripe asks not to tell the payer.
            Map.entry("fraudulent", CARD_DECLINED),
            Map.entry("lost_card", CARD_DECLINED),
            Map.entry("merchant_blacklist", CARD_DECLINED),
            Map.entry("pickup_card", CARD_DECLINED),
            Map.entry("stolen_card", CARD_DECLINED),
            // Of a payment method that Stripe does not have, or had.
            Map.entry("resource_missing", UNKNOWN_TOKEN),
            Map.entry("payment_method_detached", UNKNOWN_TOKEN));

    /** Of a request that was refused because of the amount. */
    private static final Set<String> ABOUT_THE_AMOUNT = Set.of("amount_too_large", "amount_too_small");

    /** Of a request that was refused because the method is not one for it, or was one and is no more. */
    private static final Set<String> ABOUT_THE_METHOD = Set.of(
            "payment_intent_incompatible_payment_method",
            "payment_intent_mandate_invalid",
            "payment_method_currency_mismatch",
            "payment_method_customer_decline",
            "payment_method_detached",
            "payment_method_microdeposit_failed",
            "payment_method_provider_decline");

    /** The vendor has not switched this kind of payment on. */
    private static final String NOT_SWITCHED_ON = "payment_method_unactivated";

    private static final Set<String> NOT_REFUNDABLE =
            Set.of("charge_already_refunded", "charge_disputed", "charge_not_refundable", "refund_disputed_payment");

    private StripeCodes() {}

    static String of(CardException declined) {
        return ours(Stream.of(declined.getDeclineCode(), declined.getCode()));
    }

    static String of(StripeError declined) {
        return ours(Stream.of(declined.getDeclineCode(), declined.getCode()));
    }

    /**
     * Why a request was refused that can never succeed for this customer: the payment method is not one, or not one for this amount.
     *
     * @return empty if it says nothing about the customer: the request itself, or what the operator has set, is wrong
     */
    static Optional<String> ofCustomer(InvalidRequestException refused) {
        String code = code(refused);
        if (METHOD.equals(refused.getParam())) {
            return Optional.of(code.isEmpty() ? UNKNOWN_TOKEN : ours(Stream.of(code)))
                    .filter(each -> !each.equals(NOT_SWITCHED_ON));
        }
        return Optional.of(code)
                .filter(each -> ABOUT_THE_METHOD.contains(each) || ABOUT_THE_AMOUNT.contains(each))
                .map(each -> ours(Stream.of(each)));
    }

    /**
     * Why a request was refused that needs a method which can be used: Stripe does not say of every method in a code or parameter that it
     * was taken off its customer.
     *
     * @return empty if it is not because of the method
     */
    static Optional<String> ofMethod(InvalidRequestException refused) {
        boolean saysOfWhat = refused.getParam() != null && !refused.getParam().isEmpty();
        String code = code(refused);
        return !saysOfWhat && (code.isEmpty() || code.equals("resource_missing"))
                ? Optional.of(UNKNOWN_TOKEN)
                : ofCustomer(refused).filter(each -> !ABOUT_THE_AMOUNT.contains(each));
    }

    /** Whether a request was refused because Stripe takes no such amount, of nobody. */
    static boolean isOfTheAmount(InvalidRequestException refused) {
        return ABOUT_THE_AMOUNT.contains(code(refused));
    }

    private static String code(InvalidRequestException refused) {
        return Optional.ofNullable(refused.getCode()).orElse("");
    }

    /** Why a refund was refused that can never succeed; empty if that is not said. */
    static Optional<String> ofRefund(InvalidRequestException refused) {
        Optional<String> code = Optional.ofNullable(refused.getCode());
        if (code.isEmpty() && "amount".equals(refused.getParam())) {
            return Optional.of("refund_exceeds_paid");
        }
        return code.filter(NOT_REFUNDABLE::contains);
    }

    private static String ours(Stream<String> codes) {
        String code = codes.filter(each -> each != null && !each.isEmpty())
                .findFirst()
                .orElse(CARD_DECLINED);
        return OURS.getOrDefault(code, code);
    }
}
