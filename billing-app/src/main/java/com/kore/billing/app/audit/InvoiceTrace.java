package com.kore.billing.app.audit;

import com.kore.billing.app.audit.InvoiceDecision.Decided;
import com.kore.billing.app.eventstore.CommandMetaData;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeUndone;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractSigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractStarted;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows one account's history, event by event, to one of its invoices and on to what became of that. It keeps nothing of the events but
 * what the explanation needs.
 */
final class InvoiceTrace {
    private final InvoiceId invoice;
    private final PlanCatalog catalog;
    private final SummaryHistory history = new SummaryHistory();

    /** What has been decided together so far, and what was so before it. */
    private final List<Decided> decision = new ArrayList<>();

    private Optional<Facts> before = Optional.empty();
    private Optional<String> commandId = Optional.empty();

    private Optional<InvoiceExplanation> found = Optional.empty();
    private final List<EventReference> afterwards = new ArrayList<>();

    InvoiceTrace(InvoiceId invoice, PlanCatalog catalog) {
        this.invoice = invoice;
        this.catalog = catalog;
    }

    /** The next event. */
    void add(StoredEvent stored) {
        Optional<Facts> facts = history.facts();
        SubscriptionEvent event = history.add(stored);
        if (found.isPresent()) {
            if (concerns(event)) {
                afterwards.add(EventReference.of(stored));
            }
            return;
        }
        Optional<String> command = StoredMetadata.of(stored).text(CommandMetaData.COMMAND_ID);
        if (command.isEmpty() || !command.equals(commandId) || beginsPeriod(event)) {
            begin(facts);
        }
        commandId = command;
        if (event instanceof InvoiceIssued issued && issued.invoiceId().equals(invoice)) {
            found = Optional.of(explained(stored, issued, facts.orElseThrow()));
        } else if (event instanceof InvoiceIssued || event instanceof SubscriptionEnded) {
            // What had become due before is decided by the same command, and is another decision.
            begin(history.facts());
        } else {
            decision.add(new Decided(event, EventReference.of(stored)));
        }
    }

    /** A contract that starts as it is signed is one decision with that. */
    private boolean beginsPeriod(SubscriptionEvent event) {
        boolean justSigned = !decision.isEmpty() && decision.getLast().event() instanceof ContractSigned;
        return event instanceof SubscriptionRenewed || (event instanceof ContractStarted && !justSigned);
    }

    private void begin(Optional<Facts> facts) {
        decision.clear();
        before = facts;
    }

    private InvoiceExplanation explained(StoredEvent stored, InvoiceIssued issued, Facts after) {
        return InvoiceExplanation.of(
                issued,
                new InvoiceDecision(before.orElseThrow(), decision, after, EventReference.of(stored), issued.on()),
                StoredMetadata.of(stored).text(CommandMetaData.COMMAND),
                catalog);
    }

    private boolean concerns(SubscriptionEvent event) {
        return switch (event) {
            case InvoiceEvent later -> later.invoiceId().equals(invoice);
            case RefundEvent refund -> refund.invoiceId().equals(invoice);
            case ChangeUndone undone -> undone.invoiceId().equals(invoice);
            default -> false;
        };
    }

    /** Empty if no event so far has issued this invoice. */
    Optional<InvoiceExplanation> explanation() {
        return found.map(explanation -> explanation.withAfterwards(afterwards));
    }
}
