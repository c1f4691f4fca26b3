package com.kore.billing.app.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The balance that product.md asks for after every step, on what a subject shows of an account and on nothing else: an invoice's total is
 * what credits, the payment method, the customer by another way (recorded by the staff) and nobody paid, the credit balance is what was
 * granted, credited and returned less what was applied, no more is refunded than the method paid; and invoices, billing history and summary
 * tell the same story of each.
 */
public final class Balance {
    private final List<JsonNode> invoices;

    /** The oldest first. */
    private final List<JsonNode> rows;

    private final List<Difference> broken = new ArrayList<>();

    private Balance(List<JsonNode> invoices, List<JsonNode> rows) {
        this.invoices = invoices;
        this.rows = rows;
    }

    /**
     * Where it does not hold first.
     *
     * @param invoices all of them; lines, payments and credit notes count where they are shown
     * @param history all of it, the newest first
     */
    public static Optional<Difference> broken(JsonNode summary, List<JsonNode> invoices, List<JsonNode> history) {
        Balance balance = new Balance(invoices, history.reversed());
        for (int i = 0; i < invoices.size(); i++) {
            balance.ofInvoice("invoices[" + i + "].", invoices.get(i));
        }
        balance.ofTransactions();
        balance.ofCredits(minor(summary, "creditBalance"));
        return balance.broken.stream().findFirst();
    }

    private void ofInvoice(String where, JsonNode invoice) {
        long due = minor(invoice, "amountDue");
        long paid = minor(invoice, "amountPaid");
        long applied = minor(invoice, "creditApplied");
        long refunded = minor(invoice, "amountRefunded");
        require(where + "amountDue", Math.max(0, total(invoice)) - applied, due);
        require(where + "amountPaid", payable(invoice, paid), paid);
        requireRows(where, invoice, "discount_credits", applied);
        requireRows(where, invoice, "credited", credited(invoice) + returned(invoice));
        requireRows(where, invoice, "refund", refunded);
        long recorded = sumOfRows(invoice, "recorded");
        long taken = sumOfRows(invoice, "credit_card") + sumOfRows(invoice, "ach");
        require(where + "amountRefunded", Math.clamp(refunded, 0, Math.max(0, taken)), refunded);
        require(where + "history.paid", paid, taken + recorded);
        if (invoice.has("lines")) {
            require(where + "lines", total(invoice), sum(invoice.get("lines")));
            require(where + "creditNotes", refunded, sum(invoice.get("creditNotes")));
            require(where + "payments", taken, sumOfPayments(invoice, "succeeded"));
            requireRows(where, invoice, "recorded", sumOfPayments(invoice, "recorded"));
            requireRows(where, invoice, "notify", sumOfPayments(invoice, "declined"));
        }
    }

    private void ofTransactions() {
        Set<String> numbers = invoices.stream()
                .map(invoice -> invoice.get("number").asString())
                .collect(Collectors.toSet());
        for (int i = 0; i < rows.size(); i++) {
            String number = number(rows.get(i));
            if (!number.isEmpty() && !numbers.contains(number)) {
                broken.add(new Difference("balance.history[" + i + "].invoiceNumber", "one of " + numbers, number));
            }
        }
    }

    /** What is paid, open, void and uncollectible make the amount due: it is one of them. Paid and given up at once is what came late. */
    private static long payable(JsonNode invoice, long paid) {
        return switch (status(invoice)) {
            case "paid" -> minor(invoice, "amountDue");
            case "uncollectible" -> paid == 0 ? 0 : minor(invoice, "amountDue");
            default -> 0;
        };
    }

    private void ofCredits(long shown) {
        long balance = 0;
        long granted = 0;
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = rows.get(i);
            long amount = minor(row, "amount");
            switch (chargeType(row)) {
                case "credited" -> {
                    balance += amount;
                    granted += number(row).isEmpty() ? amount : 0;
                }
                case "discount_credits" -> balance -= amount;
                default -> {}
            }
            require("history[" + i + "].creditBalance", balance, minor(row, "creditBalance"));
        }
        require("summary.creditBalance", balance, shown);
        for (JsonNode invoice : invoices) {
            granted += credited(invoice) + returned(invoice) - minor(invoice, "creditApplied");
        }
        require("credits", Math.max(0, granted), shown);
    }

    private void requireRows(String where, JsonNode invoice, String chargeType, long amount) {
        require(where + "history." + chargeType, amount, sumOfRows(invoice, chargeType));
    }

    private void require(String where, long expected, long actual) {
        if (expected != actual) {
            broken.add(new Difference("balance." + where, String.valueOf(expected), String.valueOf(actual)));
        }
    }

    private long sumOfRows(JsonNode invoice, String chargeType) {
        String number = invoice.get("number").asString();
        return rows.stream()
                .filter(row -> number(row).equals(number) && chargeType(row).equals(chargeType))
                .mapToLong(row -> minor(row, "amount"))
                .sum();
    }

    private static long sumOfPayments(JsonNode invoice, String outcome) {
        return invoice.get("payments")
                .valueStream()
                .filter(payment -> payment.get("outcome").asString().equals(outcome))
                .mapToLong(payment -> minor(payment, "amount"))
                .sum();
    }

    private static long sum(JsonNode items) {
        return items.valueStream().mapToLong(item -> minor(item, "amount")).sum();
    }

    private static long total(JsonNode invoice) {
        return minor(invoice, "listedPrice") - minor(invoice, "prorationCredits");
    }

    private static long credited(JsonNode invoice) {
        return Math.max(0, -total(invoice));
    }

    private static long returned(JsonNode invoice) {
        return status(invoice).equals("void") ? minor(invoice, "creditApplied") : 0;
    }

    private static String status(JsonNode invoice) {
        return invoice.get("status").asString();
    }

    private static String chargeType(JsonNode row) {
        return row.get("chargeType").asString();
    }

    /** Empty for what is no invoice's. */
    private static String number(JsonNode row) {
        return row.get("invoiceNumber").isNull() ? "" : row.get("invoiceNumber").asString();
    }

    private static long minor(JsonNode of, String name) {
        return of.get(name).get("amount").asLong();
    }
}
