package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.SubscriptionId;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Vendor.class)
class BillingCommandBusTest {
    private final Node node;

    BillingCommandBusTest(Vendor vendor) {
        node = Node.on(TestDatabases.fresh(vendor));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void an_accepted_command_answers_with_its_events_and_the_version_after_them() {
        DecidedCommand opened = node.commands().dispatch(Samples.open("acme"), Samples.by("jane"));
        DecidedCommand paid = node.commands().dispatch(Samples.goPremium("acme"), Samples.by("jane"));

        assertThat(opened.events())
                .extracting(RecordedEvent::type)
                .containsExactly("SubscriptionOpened", "BillingProfileUpdated");
        assertThat(opened.version()).isEqualTo(2);
        assertThat(paid.events())
                .extracting(RecordedEvent::type)
                .containsExactly("PaymentMethodChanged", "PlanChanged", "InvoiceIssued");
        assertThat(paid.version()).isEqualTo(5);
        assertThat(paid.events().getFirst().sequence()).isEqualTo(2);
        assertThat(paid.replayed()).isFalse();
    }

    @Test
    void what_was_answered_is_what_is_stored() {
        DecidedCommand opened = node.commands().dispatch(Samples.open("acme"), Samples.by("jane"));

        assertThat(node.events().ofSubscription(new SubscriptionId("acme")))
                .extracting(event -> new RecordedEvent(event.eventId(), event.sequence(), event.event()))
                .isEqualTo(opened.events());
    }

    @Test
    void every_event_says_who_sent_which_command() {
        node.commands().dispatch(Samples.open("acme"), Samples.by("jane"));

        assertThat(node.events().after(0, 10))
                .allSatisfy(event -> assertThat(event.metadata())
                        .contains("\"actor\":\"jane\"")
                        .contains("\"actorKind\":\"in_process\"")
                        .contains("\"command\":\"OpenSubscription\"")
                        .contains("\"correlationId\":\"correlation-of-jane\"")
                        .contains("\"commandId\":")
                        .containsPattern("\"traceParent\":\"00-[0-9a-f]{32}-[0-9a-f]{16}-00\"")
                        .doesNotContain("causationId", "idempotencyKey", "expectedVersion"));
    }

    @Test
    void a_subscription_opens_once_whatever_the_case_of_its_id() {
        node.commands().dispatch(Samples.open("Acme-i"), Samples.by("jane"));

        for (String id : new String[] {"Acme-i", "acme-i", "ACME-I"}) {
            assertThatExceptionOfType(CommandRejected.class)
                    .isThrownBy(() -> node.commands().dispatch(Samples.open(id), Samples.by("jane")))
                    .extracting(CommandRejected::code)
                    .isEqualTo("subscription-exists");
        }
        assertThat(node.events().after(0, 10)).hasSize(2);
    }

    @Test
    void a_command_for_a_subscription_that_does_not_exist_finds_nothing() {
        assertThatExceptionOfType(SubscriptionNotFound.class)
                .isThrownBy(() -> node.commands().dispatch(Samples.cancel("nobody"), Samples.by("jane")))
                .extracting(SubscriptionNotFound::subscriptionId)
                .isEqualTo(new SubscriptionId("nobody"));
    }

    @Test
    void another_version_than_the_expected_one_is_a_conflict_before_any_rule() {
        node.commands().dispatch(Samples.open("acme"), Samples.by("jane"));

        assertThatExceptionOfType(VersionConflict.class)
                .isThrownBy(() -> node.commands()
                        .dispatch(Samples.cancel("acme"), Samples.by("jane").withExpectedVersion(1)))
                .extracting(VersionConflict::presentVersion)
                .isEqualTo(2L);
        assertThatExceptionOfType(CommandRejected.class)
                .isThrownBy(() -> node.commands()
                        .dispatch(Samples.cancel("acme"), Samples.by("jane").withExpectedVersion(2)));
        assertThatExceptionOfType(VersionConflict.class)
                .isThrownBy(() -> node.commands()
                        .dispatch(Samples.open("other"), Samples.by("jane").withExpectedVersion(2)));
    }

    @Test
    void a_command_sent_through_the_gateway_takes_the_same_path() {
        CommandContext context = Samples.by("automation").withExpectedVersion(0);

        DecidedCommand decided = node.bean(CommandGateway.class)
                .sendAndWait(new GenericCommandMessage<>(Samples.open("acme"), CommandMetaData.of(context)));

        assertThat(decided.version()).isEqualTo(2);
        assertThat(node.events().after(0, 1).getFirst().metadata()).contains("\"actor\":\"automation\"");
    }

    @Test
    void the_events_of_a_command_that_says_nothing_have_a_trace_in_common_all_the_same() {
        node.bean(CommandGateway.class).sendAndWait(Samples.open("acme"));

        assertThat(node.events().after(0, 10))
                .hasSize(2)
                .extracting(StoredEvent::metadata)
                .allMatch(metadata -> metadata.contains("\"traceParent\":\"00-"))
                .containsOnly(node.events().after(0, 1).getFirst().metadata());
    }
}
