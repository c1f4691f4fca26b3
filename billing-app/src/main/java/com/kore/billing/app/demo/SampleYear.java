package com.kore.billing.app.demo;

import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.subscription.BillingRules;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * All that is sent in the year, in the order of time. Chance has one seed: of the same beginning, under the same prices, it is always
 * the same year.
 *
 * @param accounts how many are opened
 */
record SampleYear(Instant begin, Instant end, int accounts, List<Step> steps) {
    private static final long SEED = 20_260_101;

    /** How many accounts have a story, and between which days of the year they are opened. */
    private record Role(int count, int firstDay, int lastDay, Consumer<Account> story) {
        int day(int account) {
            return firstDay + account * (lastDay - firstDay) / Math.max(1, count - 1);
        }
    }

    /** What of it is accepted was found out in memory. */
    static SampleYear from(Instant begin, BillingRules rules, PaymentGateway gateway) {
        LocalDate firstDay = begin.atZone(ZoneOffset.UTC).toLocalDate();
        Instant end = begin.atZone(ZoneOffset.UTC).plusYears(1).toInstant();
        Random chance = new Random(SEED);
        Companies companies = new Companies(chance, rules.catalog());
        List<Step> steps = new ArrayList<>();
        int accounts = 0;
        for (Role role : roles(rules.catalog(), firstDay)) {
            for (int i = 0; i < role.count(); i++) {
                Company company = companies.next();
                Story story = new Story(company, new Random(chance.nextLong()), begin, end, rules, gateway);
                int day = role.day(i) + story.between(0, 9);
                role.story().accept(new Account(story.on(firstDay.plusDays(day))));
                steps.addAll(story.steps());
                accounts++;
            }
        }
        steps.sort(Comparator.comparing(Step::at));
        return new SampleYear(begin, end, accounts, List.copyOf(steps));
    }

    private static List<Role> roles(PlanCatalog catalog, LocalDate firstDay) {
        return isAnythingSold(catalog) ? roles(Plans.of(catalog, firstDay)) : List.of();
    }

    /** Where nothing has a price no account can be opened. */
    private static boolean isAnythingSold(PlanCatalog catalog) {
        return catalog.versions().stream()
                .flatMap(version -> version.plans().stream())
                .anyMatch(plan -> !plan.prices().isEmpty());
    }

    private static List<Role> roles(Plans plans) {
        OnlineStories online = new OnlineStories(plans);
        PaymentStories payment = new PaymentStories(plans);
        ContractStories contract = new ContractStories(plans);
        return List.of(
                new Role(10, 10, 345, online::staysFree),
                new Role(1, 60, 200, online::isErased),
                new Role(8, 1, 340, online::growsByTheMonth),
                new Role(8, 1, 340, online::paysByTheYear),
                new Role(6, 1, 280, online::movesUp),
                new Role(4, 1, 260, online::movesDown),
                new Role(3, 1, 200, online::thinksTwice),
                new Role(5, 1, 260, online::leaves),
                new Role(3, 1, 180, online::almostLeaves),
                new Role(3, 1, 120, online::returns),
                new Role(3, 30, 330, payment::isDeclinedAtFirst),
                new Role(3, 1, 200, payment::mendsItsCard),
                new Role(3, 10, 200, payment::lapses),
                new Role(1, 20, 100, payment::lapsesAndReturns),
                new Role(2, 30, 200, payment::paysAtTheThirdTry),
                new Role(2, 30, 280, payment::hasASlowBank),
                new Role(2, 30, 250, payment::isDebitedByAch),
                new Role(3, 20, 240, payment::isRefunded),
                new Role(2, 120, 220, payment::isPastDueAtTheEnd),
                new Role(2, 60, 180, online::isLeavingAtTheEnd),
                new Role(4, 1, 330, contract::byTheYear),
                new Role(1, 330, 330, contract::justSigned),
                new Role(2, 1, 200, contract::byTheMonthWithACard),
                new Role(2, 50, 250, contract::signedLate),
                new Role(1, 60, 120, contract::endsAndGoesOnline),
                new Role(1, 90, 160, contract::ends),
                new Role(2, 1, 120, contract::isFollowedUp));
    }
}
