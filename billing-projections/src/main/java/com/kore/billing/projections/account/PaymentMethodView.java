package com.kore.billing.projections.account;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.kore.billing.domain.payment.PaymentMethod;

/** A payment method as people may see it: never its token. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PaymentMethodView.Card.class, name = "card"),
    @JsonSubTypes.Type(value = PaymentMethodView.AchDebit.class, name = "ach")
})
public sealed interface PaymentMethodView {

    /** @param expiryMonth 1 to 12 */
    record Card(String brand, String last4, int expiryMonth, int expiryYear) implements PaymentMethodView {}

    record AchDebit(String bankName, String last4) implements PaymentMethodView {}

    static PaymentMethodView of(PaymentMethod method) {
        return switch (method) {
            case PaymentMethod.Card card ->
                new Card(
                        card.brand(),
                        card.last4(),
                        card.expiry().getMonthValue(),
                        card.expiry().getYear());
            case PaymentMethod.AchDebit ach -> new AchDebit(ach.bankName(), ach.last4());
        };
    }
}
