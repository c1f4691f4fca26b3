package com.kore.billing.app.campaign;

import com.kore.billing.app.campaign.CommandStream.Command;
import com.kore.billing.app.campaign.CommandStream.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** What clients were told of sick accounts: which version each of their commands led to. Safe for many threads. */
final class SickAccounts {
    /** What each version is to a poisoned store, by account. */
    private final Map<String, ConcurrentSkipListMap<Long, Trouble>> told = new ConcurrentSkipListMap<>();

    void told(Command command, long version) {
        told.computeIfAbsent(command.account(), account -> new ConcurrentSkipListMap<>())
                .put(version, command.trouble());
    }

    /** Account and sequence of each event that waits while there is this trouble: the first that has it in each account, and all behind it. */
    List<String> waiting(Set<Trouble> present) {
        List<String> waiting = new ArrayList<>();
        told.forEach((account, versions) -> {
            boolean stuck = false;
            for (Map.Entry<Long, Trouble> each : versions.entrySet()) {
                stuck |= present.contains(each.getValue());
                if (stuck) {
                    waiting.add(account + " " + (each.getKey() - 1));
                }
            }
        });
        return waiting;
    }

    /** How many events have it. */
    long count(Set<Trouble> present) {
        return told.values().stream()
                .flatMap(versions -> versions.values().stream())
                .filter(present::contains)
                .count();
    }
}
