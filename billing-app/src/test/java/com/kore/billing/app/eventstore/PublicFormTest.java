package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.Personal;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PublicFormTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static List<SubscriptionEvent> events() {
        return SampleEvents.ALL;
    }

    @ParameterizedTest
    @MethodSource("events")
    void what_the_domain_marks_as_personal_is_left_out_and_everything_else_is_as_stored(SubscriptionEvent event)
            throws ReflectiveOperationException {
        String stored = GoldenFilesTest.golden(event);

        JsonNode expected = JSON.readTree(stored);
        for (String path : personal(event, "")) {
            JsonPointer pointer = JsonPointer.compile(path);
            assertThat(expected.at(pointer).isMissingNode()).as(path).isFalse();
            ((ObjectNode) expected.at(pointer.head())).remove(pointer.last().getMatchingProperty());
        }
        assertThat(PublicForm.of(stored).toString()).isEqualTo(expected.toString());
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_that_is_not_stored_is_told_as_if_it_were(SubscriptionEvent event) {
        assertThat(PublicForm.of(event).toString())
                .isEqualTo(PublicForm.of(GoldenFilesTest.golden(event)).toString());
    }

    /** Where in an event's JSON its personal values stand. */
    private static List<String> personal(Object value, String path) throws ReflectiveOperationException {
        List<String> paths = new ArrayList<>();
        if (value instanceof Optional<?> optional && optional.isPresent()) {
            paths.addAll(personal(optional.get(), path));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                paths.addAll(personal(list.get(i), path + "/" + i));
            }
        } else if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                String inside = path + "/" + component.getName();
                if (component.isAnnotationPresent(Personal.class)) {
                    paths.add(inside);
                } else {
                    component.getAccessor().setAccessible(true);
                    paths.addAll(personal(component.getAccessor().invoke(value), inside));
                }
            }
        }
        return paths;
    }

    @Test
    void a_sealed_value_is_left_out_wherever_it_stands_and_whatever_the_version_of_its_form() {
        assertThat(PublicForm.of(
                                "{\"a\":[\"sealed:1:k:c\",\"b\",{\"c\":\"sealed:2:x\"}],\"sealed\":1,\"d\":\"is sealed:\"}")
                        .toString())
                .isEqualTo("{\"a\":[\"b\",{}],\"sealed\":1,\"d\":\"is sealed:\"}");
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void it_needs_no_key(Vendor vendor) {
        TestDatabase database = TestDatabases.fresh(vendor);
        try (Node node = Node.on(database)) {
            node.commands().dispatch(Samples.open("acme"), Samples.by("jane"));
            node.jdbc().sql("DELETE FROM personal_data_key").update();
        }
        try (Node node = Node.on(database)) {
            List<StoredEvent> events = node.events().sealedAfter(0, 10);

            assertThat(events)
                    .extracting(StoredEvent::type)
                    .containsExactly("SubscriptionOpened", "BillingProfileUpdated");
            assertThat(PublicForm.of(events.getFirst()).has("accountName")).isFalse();
            assertThatThrownBy(() -> events.getFirst().event()).hasMessageContaining("there is no personal data key");
        }
    }
}
