package com.kore.billing.app.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.projections.json.DomainJson;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Canonical JSON knows numbers as doubles, so no event may hold one that a double cannot. */
class NumbersInEventsTest {
    private static final long LARGEST = (1L << 53) - 1;

    @Test
    void the_only_numbers_in_events_are_int_and_amounts_of_money() {
        Set<Class<?>> types = new HashSet<>();
        for (Class<?> event : SubscriptionEvent.class.getPermittedSubclasses()) {
            collect(event, types);
        }

        assertThat(types.stream().filter(type -> type.isPrimitive() || Number.class.isAssignableFrom(type)))
                .containsExactlyInAnyOrder(int.class, Integer.class);
        assertThat(types).contains(Money.class);
    }

    private static void collect(Type type, Set<Class<?>> types) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                collect(argument, types);
            }
        } else if (type instanceof Class<?> plain && types.add(plain)) {
            if (plain.isSealed() && Modifier.isAbstract(plain.getModifiers())) {
                for (Class<?> kind : plain.getPermittedSubclasses()) {
                    collect(kind, types);
                }
            } else if (plain.isRecord()) {
                for (RecordComponent component : plain.getRecordComponents()) {
                    collect(component.getGenericType(), types);
                }
            }
        }
    }

    @Test
    void an_amount_that_could_not_be_read_again_is_not_written() {
        JsonMapper json = DomainJson.mapperBuilder().build();

        for (long amount : new long[] {LARGEST, -LARGEST}) {
            Money money = Money.ofMinor(CurrencyUnit.JPY, amount);
            assertThat(json.readValue(json.writeValueAsString(money), Money.class))
                    .isEqualTo(money);
        }
        for (long amount : new long[] {LARGEST + 1, -LARGEST - 1, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> json.writeValueAsString(Money.ofMinor(CurrencyUnit.JPY, amount)))
                    .hasMessageContaining("2^53");
        }
    }
}
