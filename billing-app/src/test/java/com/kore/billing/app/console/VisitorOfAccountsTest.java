package com.kore.billing.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.security.Caller;
import com.kore.billing.app.security.Scopes;
import com.kore.billing.domain.account.SubscriptionId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which accounts somebody is shown forms of. */
class VisitorOfAccountsTest {
    private static final SubscriptionId OWN = new SubscriptionId("own");
    private static final SubscriptionId OTHER = new SubscriptionId("other");

    private static Visitor with(String... scopes) {
        return new Visitor(new Caller("Ada", Caller.VouchedBy.JWT, Set.of(scopes), Optional.of(OWN), Optional.empty()));
    }

    @Test
    void an_account_that_reads_others_changes_itself_alone() {
        Visitor visitor = with(Scopes.ACCOUNT_SELF, Scopes.READ);
        assertThat(visitor.changes(OWN)).isTrue();
        assertThat(visitor.changes(OTHER)).isFalse();
    }

    @Test
    void whoever_writes_changes_all() {
        assertThat(with(Scopes.WRITE).changes(OTHER)).isTrue();
        assertThat(with(Scopes.WRITE, Scopes.ACCOUNT_SELF).changes(OTHER)).isTrue();
    }

    @Test
    void whoever_reads_changes_none() {
        assertThat(with(Scopes.READ).changes(OWN)).isFalse();
        assertThat(with(Scopes.READ, Scopes.AUDIT).changes(OTHER)).isFalse();
    }
}
