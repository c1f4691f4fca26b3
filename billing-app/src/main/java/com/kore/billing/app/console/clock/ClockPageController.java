package com.kore.billing.app.console.clock;

import com.kore.billing.app.automation.AdvanceInterrupted;
import com.kore.billing.app.automation.BillingRuns;
import com.kore.billing.app.automation.RunReport;
import com.kore.billing.app.automation.SandboxTime;
import com.kore.billing.app.automation.SandboxTime.Advanced;
import com.kore.billing.app.console.Entered;
import com.kore.billing.app.console.FormBody;
import com.kore.billing.app.console.SeeOther;
import com.kore.billing.app.console.Visitor;
import com.kore.billing.app.operations.SandboxEnd;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.projections.duework.DueWork;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;

/** The clock of sandbox time, and moving it on. Where time is real there is none. */
@Controller
@RequestMapping(ClockPageController.PATH)
final class ClockPageController {
    static final String PATH = "/console/clock";

    private static final Logger LOG = LoggerFactory.getLogger(ClockPageController.class);
    private static final String FORM = "advance";
    private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");
    private static final int NEXT_SHOWN = 5;
    private static final Pattern MOMENT = Pattern.compile("[0-9]{4}-[0-9T:.-]+Z");

    private final Optional<SandboxTime> sandbox;
    private final DueWork dueWork;
    private final BillingRuns runs;

    ClockPageController(Optional<SandboxTime> sandbox, DueWork dueWork, BillingRuns runs) {
        this.sandbox = sandbox;
        this.dueWork = dueWork;
        this.runs = runs;
    }

    private static String none(HttpServletResponse response) {
        response.setStatus(HttpStatus.NOT_FOUND.value());
        return "console/clock/none";
    }

    @GetMapping
    String clock(
            @RequestParam Optional<AdvanceOutcome.Kind> outcome,
            @RequestParam Optional<Long> renewals,
            @RequestParam Optional<Long> collections,
            @RequestParam Optional<Long> failures,
            HttpServletResponse response,
            Model model) {
        if (sandbox.isEmpty()) {
            return none(response);
        }
        outcome.ifPresent(
                kind -> model.addAttribute("outcome", AdvanceOutcome.of(kind, renewals, collections, failures)));
        return show(sandbox.get(), Entered.NOTHING, model);
    }

    private String show(SandboxTime time, Entered entered, Model model) {
        Instant now = time.now();
        model.addAttribute(
                "page",
                ClockPage.of(
                        now, dueWork.due(EVER, NEXT_SHOWN), Visitor.present().seesAccounts()));
        model.addAttribute("entered", entered);
        return "console/clock/clock";
    }

    /** How far time has come while it is being advanced. */
    @GetMapping("/progress")
    String progress(HttpServletResponse response, Model model) {
        if (sandbox.isEmpty()) {
            return none(response);
        }
        model.addAttribute("now", ClockPage.inWords(sandbox.get().now()));
        model.addAttribute(
                "run",
                runs.newest(Optional.empty(), 1).stream()
                        .filter(run -> run.status() == RunReport.Status.RUNNING)
                        .map(run -> AdvanceOutcome.counts(run.renewals(), run.collections()))
                        .findFirst());
        return "console/clock/clock :: reached";
    }

    /**
     * Answers when all that is due on the way is done and shown. Every form leads to an instant, also that of a day's advance, which counts from
     * the time that its page showed: sent twice, it leads there once.
     */
    @PostMapping
    Object advance(
            @RequestParam("_from") Optional<String> from,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (sandbox.isEmpty()) {
            return none(response);
        }
        SandboxTime time = sandbox.get();
        FormBody body = FormBody.of(request);
        Instant present = time.now();
        Instant end;
        try {
            end = end(body, from, present);
        } catch (RequestRefused refusal) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return show(time, inPlainWords(Entered.refused(FORM, body, refusal)), model);
        }
        if (end.isBefore(present)) {
            return told(AdvanceOutcome.Kind.ALREADY, new Advanced(present, 0, 0, 0));
        }
        try {
            return told(AdvanceOutcome.Kind.DONE, time.advanceTo(end));
        } catch (AdvanceInterrupted interrupted) {
            LOG.warn("an advance of sandbox time was interrupted", interrupted);
            return told(AdvanceOutcome.Kind.INTERRUPTED, new Advanced(present, 0, 0, 0));
        }
    }

    /** Moments as the page says them. */
    private static Entered inPlainWords(Entered entered) {
        Map<String, String> errors = new LinkedHashMap<>();
        entered.errors()
                .forEach((field, error) -> errors.put(
                        field,
                        MOMENT.matcher(error).replaceAll(moment -> ClockPage.inWords(Instant.parse(moment.group())))));
        return new Entered(entered.form(), entered.values(), entered.refusal(), errors);
    }

    private static Instant end(FormBody body, Optional<String> from, Instant present) {
        String by = body.fields().getOrDefault("by", "");
        if (!by.isEmpty()) {
            return SandboxEnd.after(from.map(text -> instant("by", text)).orElse(present), by);
        }
        String to = body.fields().getOrDefault("to", "");
        if (to.isEmpty()) {
            throw RequestRefused.invalid("to", "is required: a date and time such as 2027-03-01T00:00, in UTC");
        }
        return SandboxEnd.at("to", instant("to", to), present);
    }

    /** As a field for date and time sends it, which knows no zone, or as endpoints take it. */
    private static Instant instant(String field, String text) {
        try {
            if (text.matches("[0-9]{4}-.*")) {
                return text.endsWith("Z")
                        ? Instant.parse(text)
                        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            }
        } catch (DateTimeParseException none) {
            LOG.debug("no date and time: {}", none.getMessage());
        }
        throw RequestRefused.invalid(field, "must be a date and time such as 2027-03-01T00:00, in UTC");
    }

    private static RedirectView told(AdvanceOutcome.Kind kind, Advanced advanced) {
        return SeeOther.at(UriComponentsBuilder.fromPath(PATH)
                .queryParam("outcome", kind)
                .queryParam("renewals", advanced.renewals())
                .queryParam("collections", advanced.collections())
                .queryParam("failures", advanced.failures())
                .toUriString());
    }
}
