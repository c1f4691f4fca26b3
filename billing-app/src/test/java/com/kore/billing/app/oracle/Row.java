package com.kore.billing.app.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A transaction of the billing history.
 *
 * @param amount positive; the charge type says which way the money went
 * @param creditBalance after it
 */
record Row(
        LocalDate date,
        Instant at,
        String chargeType,
        long amount,
        long creditBalance,
        Optional<String> invoiceNumber) {

    Map<String, Object> shown(String currency) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("date", date.toString());
        shown.put("occurredAt", at.toString());
        shown.put("chargeType", chargeType);
        shown.put("amount", Sums.money(amount, currency));
        shown.put("creditBalance", Sums.money(creditBalance, currency));
        shown.put("invoiceNumber", invoiceNumber);
        return shown;
    }
}
