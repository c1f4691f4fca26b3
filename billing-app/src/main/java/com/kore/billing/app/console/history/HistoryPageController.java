package com.kore.billing.app.console.history;

import com.kore.billing.app.audit.Chapter;
import com.kore.billing.app.audit.Chapters;
import com.kore.billing.app.automation.BillingClock;
import com.kore.billing.app.console.Words;
import com.kore.billing.app.eventstore.SubscriptionNotFound;
import com.kore.billing.app.queries.UpToDate;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.catalog.PlanCatalog;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** An account's history: its events, and how it stood after any of them. */
@Controller
final class HistoryPageController {
    private final UpToDate upToDate;
    private final Chapters chapters;
    private final PlanCatalog catalog;
    private final BillingClock clock;

    HistoryPageController(UpToDate upToDate, Chapters chapters, PlanCatalog catalog, BillingClock clock) {
        this.upToDate = upToDate;
        this.chapters = chapters;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** By its version an event is found, by a day or an instant what was so then; without either it is now. */
    @GetMapping("/console/subscriptions/{subscriptionId}/history")
    String history(
            @PathVariable SubscriptionId subscriptionId,
            @RequestParam Optional<Long> version,
            @RequestParam Optional<Instant> at,
            @RequestParam Optional<String> day,
            @RequestParam Optional<String> time,
            Model model,
            HttpServletResponse response) {
        ZoneId zone =
                upToDate.summary(subscriptionId, Optional.empty()).opening().timeZone();
        AskedMoment asked = AskedMoment.of(day, time, zone, clock.now());
        Chapter chapter;
        try {
            chapter = chapters.read(subscriptionId, at.or(asked::at), version);
        } catch (SubscriptionNotFound notYet) {
            if (asked.at().isEmpty()) {
                throw notYet;
            }
            asked = asked.beforeTheOpening();
            chapter = chapters.read(subscriptionId, Optional.empty(), Optional.empty());
        }
        if (!asked.error().isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        }
        String asOf =
                asked.words().isEmpty() ? asOf(chapter, at.isPresent(), version.isPresent(), zone) : asked.words();
        model.addAttribute("page", HistoryPage.of(chapter, asOf, catalog));
        model.addAttribute("asked", asked);
        model.addAttribute("zone", zone.getId());
        model.addAttribute("address", "/console/subscriptions/" + subscriptionId);
        return "console/history/history";
    }

    private static String asOf(Chapter chapter, boolean atInstant, boolean atVersion, ZoneId zone) {
        String then = Words.instant(chapter.at(), zone);
        if (atVersion) {
            return "Right after event %d of %d, %s".formatted(chapter.version(), chapter.versions(), then);
        }
        return (atInstant ? "At " : "Now, ") + then;
    }
}
