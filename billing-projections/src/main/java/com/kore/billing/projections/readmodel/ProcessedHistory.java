package com.kore.billing.projections.readmodel;

import java.util.Map;

/** A history that also knows how much of it the rows that answer have been given. */
public interface ProcessedHistory extends EventHistory {

    /**
     * How many events of each subscription of a range have been handed to the read models by now, dead letters included: the version that
     * its rows have to show. To be asked while nobody writes them.
     *
     * @return by subscription id, without those of which there are none
     */
    Map<String, Long> processedVersions(SubscriptionRange range);
}
