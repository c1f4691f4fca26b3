package com.kore.billing.projections.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.PaidPeriod;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeUndone;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PlanChanged;
import com.kore.billing.domain.subscription.Terms;
import com.kore.billing.projections.RandomHistories;
import com.kore.billing.projections.account.PaymentMethodView;
import com.kore.billing.projections.billinghistory.Occasion;
import com.kore.billing.projections.readmodel.ReadModel;
import com.kore.billing.projections.readmodel.ReadModels;
import com.kore.billing.projections.readmodel.StoredEvent;
import com.kore.billing.projections.readmodel.SubscriptionFold;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DomainJsonTest {
    private static final SubscriptionId ACME = new SubscriptionId("acme");
    private static final Instant AT = Instant.parse("2026-01-15T10:00:00Z");
    private static final LocalDate ON = LocalDate.of(2026, 1, 15);

    private final JsonMapper json = DomainJson.mapperBuilder().build();

    @Test
    void money_stands_in_minor_units_of_its_currency() {
        assertThat(json.writeValueAsString(Money.parse("JPY 1000")))
                .isEqualTo("{\"amount\":1000,\"currency\":\"JPY\"}");
        assertThat(json.readValue("{\"amount\":1234,\"currency\":\"USD\"}", Money.class))
                .isEqualTo(Money.parse("USD 12.34"));
    }

    @Test
    void money_without_an_amount_or_of_an_unknown_currency_or_too_large_is_refused() {
        for (String form : new String[] {
            "{\"currency\":\"USD\"}",
            "{\"amount\":1}",
            "{\"amount\":1,\"currency\":\"XXQ\"}",
            "{\"amount\":9007199254740992,\"currency\":\"USD\"}",
            "{\"amount\":1.5,\"currency\":\"USD\"}"
        }) {
            assertThatThrownBy(() -> json.readValue(form, Money.class)).as(form).isInstanceOf(JacksonException.class);
        }
    }

    @Test
    void an_event_reads_back_as_it_was_and_enums_are_lower_snake_case_in_any_locale() {
        Terms terms = new Terms(
                new PlanId("premium"),
                BillingInterval.MONTHLY,
                3,
                Money.parse("USD 10.00"),
                Optional.of(LocalDate.of(1970, 1, 1)));
        PlanChanged event = new PlanChanged(ACME, AT, ON, new PlanId("free"), PaidPeriod.anchoredOn(ON, terms));

        String written = json.writeValueAsString(event);

        assertThat(written)
                .startsWith("{\"subscriptionId\":\"acme\",\"at\":\"2026-01-15T10:00:00Z\",\"on\":\"2026-01-15\"");
        assertThat(written).contains("\"interval\":\"monthly\"");
        assertThat(json.readValue(written, PlanChanged.class)).isEqualTo(event);
    }

    @Test
    void what_is_absent_is_left_out_and_reads_as_absent() {
        ChangeUndone event = new ChangeUndone(
                ACME, AT, ON, new InvoiceId("ACME-0001"), Optional.empty(), new PlanId("free"), 3, Optional.empty());

        String written = json.writeValueAsString(event);

        assertThat(written).doesNotContain("restored", "null");
        assertThat(json.readValue(written, ChangeUndone.class)).isEqualTo(event);
    }

    @Test
    void a_payment_method_says_its_kind() {
        PaymentMethodChanged event = new PaymentMethodChanged(
                ACME, AT, ON, 1, new PaymentMethod.Card("tok_visa", "visa", "4242", YearMonth.of(2028, 5)), List.of());

        String written = json.writeValueAsString(event);

        assertThat(written).contains("\"kind\":\"card\"", "\"expiry\":\"2028-05\"");
        assertThat(json.readValue(written, PaymentMethodChanged.class)).isEqualTo(event);
    }

    @Test
    void events_and_rows_say_what_they_are_made_of_and_nothing_that_is_computed_from_it() {
        List<StoredEvent> events = new RandomHistories(7, 5, 50).events();
        List<Object> written = new ArrayList<>();
        events.forEach(stored -> written.add(stored.event()));
        for (ReadModel<?, ?> model : ReadModels.ALL) {
            events.stream()
                    .collect(Collectors.groupingBy(StoredEvent::subscriptionId))
                    .values()
                    .forEach(history -> {
                        SubscriptionFold<?, ?> fold = SubscriptionFold.of(model, history);
                        written.add(fold.head().orElseThrow());
                        written.addAll(fold.rows().values());
                    });
        }

        assertThat(written).hasSizeGreaterThan(100);
        written.forEach(value -> saysWhatItIsMadeOf(value, json.valueToTree(value)));
    }

    private static void saysWhatItIsMadeOf(Object value, JsonNode node) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> saysWhatItIsMadeOf(present, node));
        } else if (value instanceof List<?> list) {
            for (int index = 0; index < list.size(); index++) {
                saysWhatItIsMadeOf(list.get(index), node.get(index));
            }
        } else if (value instanceof Record made && node.isObject()) {
            List<RecordComponent> components = List.of(made.getClass().getRecordComponents());
            List<String> names = new ArrayList<>(
                    components.stream().map(RecordComponent::getName).toList());
            if (made instanceof PaymentMethod || made instanceof PaymentMethodView) {
                names.add("kind");
            }
            if (made instanceof Occasion) {
                names.add("about");
            }
            assertThat(names).as(made.toString()).containsAll(node.propertyNames());
            components.forEach(
                    component -> saysWhatItIsMadeOf(valueOf(component, made), node.path(component.getName())));
        }
    }

    private static Object valueOf(RecordComponent component, Record made) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(made);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
