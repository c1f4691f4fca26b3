package com.kore.billing.app.campaign;

import com.kore.billing.app.oracle.HouseRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Plays histories on a fresh subject and tells people what did not agree: of each kind of difference one history, shrunk. */
final class Disagreements {
    private static final int KINDS_SHRUNK_MAX = 4;

    private final Function<HouseRules, Subject> subjects;

    /** @param subjects makes a fresh one, with rules of its own, on which time begins before any first step */
    Disagreements(Function<HouseRules, Subject> subjects) {
        this.subjects = subjects;
    }

    /** Empty if everything agreed. */
    String in(List<History> histories) {
        Map<String, List<Finding>> kinds = play(histories).stream()
                .flatMap(Optional::stream)
                .collect(Collectors.groupingBy(
                        finding -> finding.difference().kind(), LinkedHashMap::new, Collectors.toList()));
        return kinds.entrySet().stream()
                .limit(KINDS_SHRUNK_MAX)
                .map(kind -> "%d of %d histories differ in %s%n%s"
                        .formatted(
                                kind.getValue().size(),
                                histories.size(),
                                kind.getKey(),
                                new Shrinker(this::play).shrink(kind.getValue().getFirst())))
                .collect(Collectors.joining("\n"));
    }

    private List<Optional<Finding>> play(List<History> histories) {
        try (Subject subject = subjects.apply(histories.getFirst().rules())) {
            return Campaign.play(subject, histories);
        }
    }
}
