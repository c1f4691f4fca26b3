package com.kore.billing.domain.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ListAssert;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.axonframework.test.matchers.Matchers;
import org.hamcrest.CustomTypeSafeMatcher;

/** A history of accepted commands and what one more command leads to, played on Axon's fixture. */
final class Story {
    private final AggregateTestFixture<Subscription> fixture = new AggregateTestFixture<>(Subscription.class);
    private final List<SubscriptionCommand> history = new ArrayList<>();
    private final PlanCatalog catalog;

    private Story(PlanCatalog catalog) {
        this.catalog = catalog;
        fixture.registerInjectableResource(BillingRules.of(catalog));
    }

    static Story after(SubscriptionCommand... history) {
        return sellingFrom(Given.catalog(), history);
    }

    static Story sellingFrom(PlanCatalog catalog, SubscriptionCommand... history) {
        Story story = new Story(catalog);
        story.history.addAll(List.of(history));
        return story;
    }

    private ResultValidator<Subscription> when(SubscriptionCommand command) {
        TestExecutor<Subscription> executor =
                history.isEmpty() ? fixture.givenNoPriorActivity() : fixture.givenCommands(history);
        return executor.when(command);
    }

    /** The command is accepted and leads to exactly these events. */
    void then(SubscriptionCommand command, SubscriptionEvent... events) {
        when(command).expectSuccessfulHandlerExecution().expectEvents((Object[]) events);
    }

    /** The command is accepted; its events are for the assertions that follow. */
    ListAssert<SubscriptionEvent> thenEvents(SubscriptionCommand command) {
        return assertThat(events(command));
    }

    List<SubscriptionEvent> events(SubscriptionCommand command) {
        List<SubscriptionEvent> events = new ArrayList<>();
        when(command)
                .expectSuccessfulHandlerExecution()
                .expectEventsMatching(Matchers.payloadsMatching(
                        new CustomTypeSafeMatcher<List<?>>("all events, taken down") {
                            @Override
                            protected boolean matchesSafely(List<?> payloads) {
                                payloads.forEach(payload -> events.add((SubscriptionEvent) payload));
                                return true;
                            }
                        }));
        return events;
    }

    /** The one invoice that the command leads to. */
    InvoiceIssued invoice(SubscriptionCommand command) {
        List<InvoiceIssued> invoices = events(command).stream()
                .flatMap(event -> event instanceof InvoiceIssued issued
                        ? Optional.of(issued).stream()
                        : Optional.<InvoiceIssued>empty().stream())
                .toList();
        assertThat(invoices).hasSize(1);
        return invoices.getFirst();
    }

    void refused(SubscriptionCommand command, String code) {
        when(command).expectNoEvents().expectException(new CustomTypeSafeMatcher<CommandRejected>("refused " + code) {
            @Override
            protected boolean matchesSafely(CommandRejected rejected) {
                return rejected.code().equals(code);
            }
        });
    }

    /** Refused because of one field, named as callers name it. */
    void refused(SubscriptionCommand command, String code, String field) {
        when(command)
                .expectNoEvents()
                .expectException(new CustomTypeSafeMatcher<CommandRejected>("refused " + code + " for " + field) {
                    @Override
                    protected boolean matchesSafely(CommandRejected rejected) {
                        return rejected.code().equals(code) && rejected.field().equals(Optional.of(field));
                    }
                });
    }

    /** What the history has led to. */
    SubscriptionState state() {
        SubscriptionState state = new NotOpened();
        for (SubscriptionCommand command : history) {
            for (SubscriptionEvent event : Decision.of(state, command, BillingRules.of(catalog))) {
                state = state.apply(event);
            }
        }
        return state;
    }

    /** What is to be asked of the gateway about an invoice after the history. */
    Optional<PaymentDue> paymentDue(int invoice) {
        return state().paymentDue(Given.invoice(invoice));
    }
}
