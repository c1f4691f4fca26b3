package com.kore.billing.projections.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.payment.PaymentMethod;
import java.util.Arrays;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * How domain values are written as JSON, so that the domain itself need not know: money in minor units, ids as bare strings, enum
 * values in lower snake case, dates in ISO 8601, properties in the order of declaration, absent values left out; of records their components
 * and nothing that is computed from them.
 */
public final class DomainJson {
    private DomainJson() {}

    /** A new builder with everything of this class applied; callers add what is theirs. */
    public static JsonMapper.Builder mapperBuilder() {
        return applyTo(JsonMapper.builder())
                .changeDefaultPropertyInclusion(ignored ->
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT));
    }

    /** Teaches a mapper that is configured elsewhere the form of domain values; what becomes of absent ones is left to it. */
    public static JsonMapper.Builder applyTo(JsonMapper.Builder builder) {
        return builder.addModule(module())
                .enumNamingStrategy(EnumNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    }

    private static JacksonModule module() {
        return new DomainModule()
                .addSerializer(Money.class, new MoneySerializer())
                .addDeserializer(Money.class, new MoneyDeserializer())
                .addSerializer(CurrencyUnit.class, new CurrencySerializer())
                .addDeserializer(CurrencyUnit.class, new CurrencyDeserializer())
                .setMixInAnnotation(SubscriptionId.class, BareValue.class)
                .setMixInAnnotation(PlanId.class, BareValue.class)
                .setMixInAnnotation(InvoiceId.class, BareValue.class)
                .setMixInAnnotation(CreditNoteId.class, BareValue.class)
                .setMixInAnnotation(PaymentMethod.class, PaymentMethodForm.class);
    }

    /** {@code isEmpty()} of a record would be taken for a property: it is no part of what the record is made of, but computed. */
    private static final class DomainModule extends SimpleModule {
        DomainModule() {
            super("kore-domain");
        }

        @Override
        public void setupModule(SetupContext context) {
            super.setupModule(context);
            context.insertAnnotationIntrospector(new NothingComputed());
        }
    }

    private static final class NothingComputed extends NopAnnotationIntrospector {
        @Override
        public boolean hasIgnoreMarker(MapperConfig<?> config, AnnotatedMember member) {
            return member instanceof AnnotatedMethod
                    && member.getDeclaringClass().isRecord()
                    && Arrays.stream(member.getDeclaringClass().getRecordComponents())
                            .noneMatch(component -> component.getName().equals(member.getName()));
        }
    }

    /** A record of one string stands as that string. */
    abstract static class BareValue {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        BareValue(@SuppressWarnings("unused") String value) {}

        @JsonValue
        abstract String value();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = PaymentMethod.Card.class, name = "card"),
        @JsonSubTypes.Type(value = PaymentMethod.AchDebit.class, name = "ach")
    })
    interface PaymentMethodForm {}

    /** Integers from here on are not exact in every JSON reader (RFC 8785). */
    private static final long AMOUNT_LIMIT = 1L << 53;

    private static boolean isExact(long amount) {
        return amount > -AMOUNT_LIMIT && amount < AMOUNT_LIMIT;
    }

    /** {@code {"amount": 1234, "currency": "USD"}}, in the currency's minor units. What could not be read again is not written. */
    private static final class MoneySerializer extends StdSerializer<Money> {
        MoneySerializer() {
            super(Money.class);
        }

        @Override
        public void serialize(Money money, JsonGenerator generator, SerializationContext context) {
            long amount = money.getAmountMinorLong();
            if (!isExact(amount)) {
                context.reportMappingProblem("an amount must be below 2^53 minor units");
            }
            generator.writeStartObject(money);
            generator.writeNumberProperty("amount", amount);
            generator.writeStringProperty("currency", money.getCurrencyUnit().getCode());
            generator.writeEndObject();
        }
    }

    /** Both fields are required; fractions of a minor unit and numbers in strings are refused. */
    private static final class MoneyDeserializer extends StdDeserializer<Money> {
        private record Form(Long amount, CurrencyUnit currency) {}

        MoneyDeserializer() {
            super(Money.class);
        }

        @Override
        public Money deserialize(JsonParser parser, DeserializationContext context) {
            Form form = context.readValue(parser, Form.class);
            if (form.amount() == null || form.currency() == null) {
                return context.reportInputMismatch(this, "must have an amount in minor units and a currency");
            }
            if (!isExact(form.amount())) {
                return context.reportInputMismatch(this, "the amount must be below 2^53");
            }
            return Money.ofMinor(form.currency(), form.amount());
        }
    }

    private static final class CurrencySerializer extends StdSerializer<CurrencyUnit> {
        CurrencySerializer() {
            super(CurrencyUnit.class);
        }

        @Override
        public void serialize(CurrencyUnit currency, JsonGenerator generator, SerializationContext context) {
            generator.writeString(currency.getCode());
        }
    }

    private static final class CurrencyDeserializer extends StdDeserializer<CurrencyUnit> {
        CurrencyDeserializer() {
            super(CurrencyUnit.class);
        }

        @Override
        public CurrencyUnit deserialize(JsonParser parser, DeserializationContext context) {
            String code = parser.getValueAsString("");
            try {
                return CurrencyUnit.of(code);
            } catch (IllegalCurrencyException unknown) {
                return (CurrencyUnit)
                        context.handleWeirdStringValue(CurrencyUnit.class, code, "must be an ISO 4217 currency code");
            }
        }
    }
}
