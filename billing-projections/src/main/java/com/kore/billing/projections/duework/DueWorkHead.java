package com.kore.billing.projections.duework;

import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.subscription.Contract;
import com.kore.billing.domain.subscription.PaidPeriod;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What decides when the renewal is due.
 *
 * @param renewsAt when the present period ends, or, without one, the first contract starts that is signed; empty without either
 * @param pendingCharges the invoices of commands whose outcome is open
 */
public record DueWorkHead(ZoneId timeZone, Optional<Instant> renewsAt, List<InvoiceId> pendingCharges) {
    public DueWorkHead {
        pendingCharges = List.copyOf(pendingCharges);
    }

    DueWorkHead renewingAfter(PaidPeriod paid) {
        return new DueWorkHead(timeZone, Optional.of(paid.period().endsAt(timeZone)), pendingCharges);
    }

    /** What is running ends before it, or where it starts. */
    DueWorkHead startingWith(Contract signed) {
        return new DueWorkHead(timeZone, renewsAt.or(() -> Optional.of(signed.startsAt(timeZone))), pendingCharges);
    }

    DueWorkHead notRenewing() {
        return new DueWorkHead(timeZone, Optional.empty(), pendingCharges);
    }

    DueWorkHead pending(InvoiceId charge) {
        return new DueWorkHead(
                timeZone,
                renewsAt,
                Stream.concat(pendingCharges.stream(), Stream.of(charge)).toList());
    }

    DueWorkHead settled(InvoiceId charge) {
        return new DueWorkHead(
                timeZone,
                renewsAt,
                pendingCharges.stream().filter(other -> !other.equals(charge)).toList());
    }

    Optional<Instant> renewalDueAt() {
        return renewsAt.filter(ignored -> pendingCharges.isEmpty());
    }
}
