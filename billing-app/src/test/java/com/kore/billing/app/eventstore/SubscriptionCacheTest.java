package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.account.SubscriptionId;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What is read beside the commands must not stand in for what they read. */
class SubscriptionCacheTest {
    private static final SubscriptionId ACME = new SubscriptionId("acme");

    private final SubscriptionCache cache = new SubscriptionCache(10);

    @Test
    void what_was_read_before_something_was_found_too_old_is_not_put() {
        long before = cache.removals();
        cache.evict(ACME);
        cache.putIfCurrent(before, "acme", "read before");

        assertThat(cache.containsKey("acme")).isFalse();

        cache.putIfCurrent(cache.removals(), "acme", "read since");
        assertThat(cache.<String, String>get("acme")).isEqualTo("read since");
    }

    @Test
    void what_a_command_has_put_stays() {
        long before = cache.removals();
        cache.put("acme", "decided");
        cache.putIfCurrent(before, "acme", "read");

        assertThat(cache.<String, String>get("acme")).isEqualTo("decided");
    }

    @Test
    void a_unit_of_work_knows_whether_what_it_has_was_here() {
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(null);
        try {
            cache.get("acme");
            assertThat(SubscriptionCache.foundIn(unitOfWork)).isFalse();

            cache.put("acme", "read by another");
            assertThat(SubscriptionCache.foundIn(unitOfWork)).isFalse();

            cache.get("acme");
            assertThat(SubscriptionCache.foundIn(unitOfWork)).isTrue();
        } finally {
            unitOfWork.rollback();
        }
    }
}
