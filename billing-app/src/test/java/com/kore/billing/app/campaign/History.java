package com.kore.billing.app.campaign;

import com.kore.billing.app.oracle.HouseRules;
import com.kore.billing.app.oracle.Step;
import java.time.Instant;
import java.util.List;

/**
 * What one account lives through.
 *
 * @param name where it comes from, to find it again
 * @param rules what the vendor decides for all accounts meanwhile
 * @param downtimes when nobody can be asked and nothing is done; no step falls into one
 * @param steps the earliest first
 */
record History(String name, HouseRules rules, List<Downtime> downtimes, List<Step> steps) {
    History {
        downtimes = List.copyOf(downtimes);
        steps = List.copyOf(steps);
        for (int i = 1; i < steps.size(); i++) {
            Instant earlier = steps.get(i - 1).at();
            if (steps.get(i).at().isBefore(earlier)) {
                throw new IllegalArgumentException("step " + i + " of " + name + " is before the one before it");
            }
        }
    }

    History with(List<Step> otherSteps) {
        return new History(name, rules, downtimes, otherSteps);
    }

    /** As {@link HistoryText} writes it. */
    @Override
    public String toString() {
        return HistoryText.write(this);
    }
}
