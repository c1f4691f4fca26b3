package com.kore.billing.app.campaign;

import com.kore.billing.app.campaign.HistoryGenerator.Mix;
import com.kore.billing.app.oracle.HouseRules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The histories of one seed, which share the vendor's rules and a timeline: from the last days of 2023, so that it sees two leap days, or
 * from where the clocks of some zones went back over midnight.
 *
 * @param patience the share of histories that may have commands that are refused {@code payment-pending}, which over HTTP takes 5 s each
 * @param contracts whether sales agree contracts too; each seed is of other histories then
 */
record Batch(long seed, int histories, double patience, Kind kind, boolean contracts) {
    static final Instant FROM = Instant.parse("2023-12-28T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2028-03-15T00:00:00Z");
    private static final Instant CLOCKS_GO_BACK_FROM = Instant.parse("2004-06-01T00:00:00Z");
    private static final Instant CLOCKS_GO_BACK_UNTIL = Instant.parse("2008-01-01T00:00:00Z");

    /** What histories are about. */
    enum Kind {
        ANYTHING,
        DOWNTIMES,
        CLOCKS_GO_BACK
    }

    /** Histories in which everything may happen, while the service is always there. */
    static Batch of(long seed, int histories, double patience) {
        return new Batch(seed, histories, patience, Kind.ANYTHING, false);
    }

    /** Histories in which payments succeed, while the service is down again and again, for an hour or for weeks. */
    static Batch throughDowntimes(long seed, int histories) {
        return new Batch(seed, histories, 0, Kind.DOWNTIMES, false);
    }

    /** Histories in zones where an hour of the day before comes again after midnight, with steps in it. In memory: no other clock is there. */
    static Batch whereClocksGoBack(long seed, int histories) {
        return new Batch(seed, histories, 1, Kind.CLOCKS_GO_BACK, false);
    }

    /** The like, of accounts that come under contracts between times online. */
    Batch withContracts() {
        return new Batch(seed, histories, patience, kind, true);
    }

    List<History> generate() {
        Random random = new Random(seed);
        Instant from = kind == Kind.CLOCKS_GO_BACK ? CLOCKS_GO_BACK_FROM : FROM;
        HouseRules rules = new HouseRulesGenerator(random).generate(LocalDate.ofInstant(from, ZoneOffset.UTC));
        Mix mix = kind == Kind.CLOCKS_GO_BACK
                ? new Mix(from, CLOCKS_GO_BACK_UNTIL, Mix.CLOCKS_GO_BACK, patience, contracts, List.of())
                : new Mix(
                        from,
                        UNTIL,
                        Mix.ZONES,
                        patience,
                        contracts,
                        kind == Kind.DOWNTIMES ? downtimes(random) : List.of());
        List<History> generated = new ArrayList<>();
        for (int i = 1; i <= histories; i++) {
            String name = "seed %d%s history %d".formatted(seed, contracts ? " with contracts" : "", i);
            generated.add(HistoryGenerator.generate(name, mix, rules, random));
        }
        return generated;
    }

    private static List<Downtime> downtimes(Random random) {
        List<Downtime> downtimes = new ArrayList<>();
        Instant up = FROM;
        while (true) {
            Instant down = up.plus(Duration.ofHours(24L * (20 + random.nextInt(200)) + random.nextInt(24)));
            up = down.plus(Duration.ofHours(random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(24 * 75)));
            if (!up.isBefore(UNTIL)) {
                return downtimes;
            }
            downtimes.add(new Downtime(down, up));
        }
    }
}
