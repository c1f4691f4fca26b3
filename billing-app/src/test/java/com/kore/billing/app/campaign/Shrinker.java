package com.kore.billing.app.campaign;

import com.kore.billing.app.oracle.HouseRules;
import com.kore.billing.app.oracle.PriceList;
import com.kore.billing.app.oracle.PriceList.Version;
import com.kore.billing.app.oracle.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes a history smaller as long as the same kind of difference shows: leaves out steps, then parts of commands, then halves numbers,
 * then takes prices out of the catalog that no step needs. A round plays all candidates beside each other, because a fresh subject costs
 * more than many histories on it.
 */
final class Shrinker {
    private static final int ROUNDS_MAX = 12;

    private final Trial trial;

    /** Plays histories on a fresh subject. */
    @FunctionalInterface
    interface Trial {
        /** One finding, or none, for each history. */
        List<Optional<Finding>> play(List<History> histories);
    }

    Shrinker(Trial trial) {
        this.trial = trial;
    }

    Finding shrink(Finding found) {
        Finding smallest = found;
        for (int round = 0; round < ROUNDS_MAX; round++) {
            Finding before = smallest;
            smallest = withFewerSteps(before);
            smallest = smallest.equals(before) ? withSimplerCommands(before) : smallest;
            if (smallest.equals(before)) {
                break;
            }
        }
        return withFewerPrices(smallest);
    }

    /** First finds out which steps, alone or in a row, may go; then how many of them may go together. */
    private Finding withFewerSteps(Finding found) {
        List<Step> steps = found.history().steps().subList(0, found.step() + 1);
        List<Set<Integer>> chunks = new ArrayList<>();
        for (int size = Math.max(1, steps.size() / 2); size >= 1; size /= 2) {
            for (int from = 0; from + size <= steps.size() && size < steps.size(); from += size) {
                chunks.add(indexes(from, from + size));
            }
        }
        List<Set<Integer>> mayGo =
                surviving(found, steps, chunks).stream().map(Survivor::gone).toList();
        List<Set<Integer>> together = new ArrayList<>();
        Set<Integer> all = new LinkedHashSet<>();
        for (Set<Integer> chunk : mayGo) {
            all.addAll(chunk);
            together.addFirst(new LinkedHashSet<>(all));
        }
        return surviving(found, steps, together).stream()
                .map(Survivor::finding)
                .findFirst()
                .orElse(found);
    }

    private static Set<Integer> indexes(int from, int to) {
        return new LinkedHashSet<>(IntStream.range(from, to).boxed().toList());
    }

    /** What still differs without some steps. */
    private record Survivor(Set<Integer> gone, Finding finding) {}

    private List<Survivor> surviving(Finding found, List<Step> steps, List<Set<Integer>> gone) {
        List<History> candidates = gone.stream()
                .map(indexes -> IntStream.range(0, steps.size())
                        .filter(i -> !indexes.contains(i))
                        .mapToObj(steps::get)
                        .toList())
                .map(found.history()::with)
                .toList();
        List<Optional<Finding>> findings = play(found, candidates);
        return IntStream.range(0, gone.size())
                .boxed()
                .flatMap(i -> findings.get(i).map(finding -> new Survivor(gone.get(i), finding)).stream())
                .toList();
    }

    /** Only those of the same kind count: a candidate may well show something else. */
    private List<Optional<Finding>> play(Finding found, List<History> candidates) {
        if (candidates.isEmpty()) {
            return List.of();
        }
        String kind = found.difference().kind();
        return trial.play(candidates).stream()
                .map(finding ->
                        finding.filter(other -> other.difference().kind().equals(kind)))
                .toList();
    }

    private Finding withSimplerCommands(Finding found) {
        List<Step> steps = found.history().steps().subList(0, found.step() + 1);
        List<History> candidates = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            int index = i;
            Simpler.than(step.command()).forEach(simpler -> {
                List<Step> others = new ArrayList<>(steps);
                others.set(index, new Step(step.at(), simpler));
                candidates.add(found.history().with(others));
            });
        }
        return firstOf(found, candidates);
    }

    private Finding firstOf(Finding found, List<History> candidates) {
        return play(found, candidates).stream()
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(found);
    }

    /** Without other currencies; and if that suffices, with the first version only. */
    private Finding withFewerPrices(Finding found) {
        History history = found.history();
        String text = history.steps().toString();
        List<Version> versions = history.rules().prices().versions().stream()
                .map(version -> new Version(
                        version.from(),
                        version.prices().stream()
                                .filter(price -> text.contains(price.currency()))
                                .toList()))
                .toList();
        Finding pruned = firstOf(found, List.of(pricedBy(history, versions)));
        return firstOf(pruned, List.of(pricedBy(pruned.history(), versions.subList(0, 1))));
    }

    private static History pricedBy(History history, List<Version> versions) {
        return new History(
                history.name(),
                new HouseRules(
                        new PriceList(history.rules().prices().plans(), versions),
                        history.rules().retryDays()),
                history.downtimes(),
                history.steps());
    }
}
