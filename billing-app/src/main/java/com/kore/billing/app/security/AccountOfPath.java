package com.kore.billing.app.security;

import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.account.SubscriptionId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;

/**
 * Whose account a path is about, whichever rule is for it: the name after {@code subscriptions}, or that after {@code invoices}, whose
 * numbers begin with the account. Read segment by segment and decoded, as the endpoints read it.
 */
record AccountOfPath(Kind kind, String name) {

    /** What the path names. */
    enum Kind {
        SUBSCRIPTION,
        INVOICE
    }

    /** Empty for a path that names no account. */
    static Optional<AccountOfPath> of(HttpServletRequest request) {
        List<String> segments =
                RequestPath.parse(request.getRequestURI(), request.getContextPath())
                        .pathWithinApplication()
                        .elements()
                        .stream()
                        .filter(PathContainer.PathSegment.class::isInstance)
                        .map(segment -> ((PathContainer.PathSegment) segment).valueToMatch())
                        .toList();
        for (int index = 0; index < segments.size() - 1; index++) {
            String name = segments.get(index + 1);
            switch (segments.get(index)) {
                case "subscriptions" -> {
                    return Optional.of(new AccountOfPath(Kind.SUBSCRIPTION, name));
                }
                case "invoices" -> {
                    return Optional.of(new AccountOfPath(Kind.INVOICE, name));
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    /** Ids are told apart by case, as everywhere; numbers are not. */
    boolean is(SubscriptionId account) {
        if (kind == Kind.SUBSCRIPTION) {
            return name.equals(account.value());
        }
        String number = name.replaceFirst("\\.pdf$", "").toUpperCase(Locale.ROOT);
        int dash = number.lastIndexOf('-');
        return dash > 0 && number.substring(0, dash).equals(account.upperCase());
    }

    /** What is answered when there is no such account. */
    RequestRefused missing() {
        return switch (kind) {
            case SUBSCRIPTION -> RequestRefused.subscriptionNotFound();
            case INVOICE -> RequestRefused.invoiceNotFound();
        };
    }
}
