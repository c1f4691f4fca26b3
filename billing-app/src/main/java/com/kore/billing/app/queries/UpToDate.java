package com.kore.billing.app.queries;

import com.kore.billing.app.eventstore.SubscriptionNotFound;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.app.web.RequestRoom;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.accountsummary.AccountSummaries;
import com.kore.billing.projections.accountsummary.SummaryRow;
import com.kore.billing.projections.readmodel.Visibility;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What a read waits for: that the read models have seen a version of a subscription, and that there is one. */
@Component
public class UpToDate {
    private static final Duration WAIT_MAX = Duration.ofSeconds(5);

    private final AccountSummaries summaries;
    private final Visibility visibility;
    private final RequestRoom room;

    UpToDate(AccountSummaries summaries, Visibility visibility, RequestRoom room) {
        this.summaries = summaries;
        this.visibility = visibility;
        this.room = room;
    }

    /**
     * The subscription's summary, of at least a version.
     *
     * @throws SubscriptionNotFound if there is none
     * @throws RequestRefused {@code not-yet-visible} if the version is not seen in time
     */
    public SummaryRow summary(SubscriptionId id, Optional<Long> minVersion) {
        minVersion.ifPresent(version -> await(id, version));
        return summaries.find(id).orElseThrow(() -> new SubscriptionNotFound(id));
    }

    public void await(SubscriptionId id, long version) {
        if (!room.await(WAIT_MAX, patience -> visibility.await(id, version, patience))) {
            throw notYetVisible(version);
        }
    }

    private static RequestRefused notYetVisible(long version) {
        return new RequestRefused(
                ProblemCode.NOT_YET_VISIBLE, "Version %d is not visible yet. Ask again shortly.".formatted(version));
    }
}
