package com.kore.billing.app.console.insights;

import com.kore.billing.app.analytics.FiguresAsked;
import com.kore.billing.app.analytics.export.Exports;
import com.kore.billing.app.console.Visitor;
import com.kore.billing.app.rebuild.ReplayReport;
import com.kore.billing.app.rebuild.Replays;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.projections.analytics.Analytics;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The figures that {@code /v1/analytics} gives, drawn. */
@Controller
@RequestMapping(Insight.PATH)
final class InsightsPageController {
    private static final String READ_MODEL = "analytics";
    private static final String LOOK_AGAIN_SECONDS = "5";

    private final Analytics analytics;
    private final FiguresAsked asked;
    private final Exports exports;
    private final Replays replays;
    private final PlanCatalog catalog;

    InsightsPageController(
            Analytics analytics, FiguresAsked asked, Exports exports, Replays replays, PlanCatalog catalog) {
        this.analytics = analytics;
        this.asked = asked;
        this.exports = exports;
        this.replays = replays;
        this.catalog = catalog;
    }

    @GetMapping({"", "/{name:retention|plans|collections|revenue}"})
    String figures(
            @PathVariable(required = false) Optional<String> name,
            @RequestParam Map<String, String> parameters,
            HttpServletResponse response,
            Model model) {
        Insight insight = Insight.named(name.orElse(""))
                .orElseThrow(() -> new RequestRefused(ProblemCode.NOT_FOUND, "There are no such figures."));
        if (!analytics.isFilled()) {
            return notYet(response, model);
        }
        FiguresForm form = FiguresForm.of(parameters, analytics.currencies(), asked);
        if (form.entered().isRefused()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        }
        model.addAttribute("entered", form.entered());
        model.addAttribute(
                "page",
                InsightPage.of(
                        insight,
                        form,
                        form.chosen().map(chosen -> figures(insight, chosen)).orElse(List.of()),
                        exports.suffixes()));
        return "console/insights/insight";
    }

    private List<Figure> figures(Insight insight, FiguresForm.Chosen chosen) {
        return switch (insight) {
            case MRR -> MrrFigures.of(analytics.mrr(chosen.currency(), chosen.range()));
            case RETENTION -> RetentionFigures.of(analytics.retention(chosen.currency(), chosen.range()));
            case PLANS ->
                PlansFigures.of(
                        analytics.plans(chosen.currency(), chosen.range().to()), catalog);
            case COLLECTIONS -> CollectionsFigures.of(analytics.collections(chosen.currency(), chosen.range()));
            case REVENUE -> RevenueFigures.of(analytics.revenue(chosen.currency(), chosen.range()));
        };
    }

    /** After an upgrade that brings the figures to a store with a history, until they are made. */
    private String notYet(HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, LOOK_AGAIN_SECONDS);
        Optional<ReplayReport> replay = replays.running(READ_MODEL);
        model.addAttribute("done", replay.map(ReplayReport::done).orElse(0L));
        model.addAttribute("total", replay.map(ReplayReport::total).orElse(0L));
        model.addAttribute("operates", Visitor.present().operates());
        return "console/insights/not-yet";
    }

    /** The same files as {@code /v1/analytics/exports}, for whoever is signed in here. */
    @GetMapping("/exports/{file}")
    void export(@PathVariable String file, HttpServletRequest request, HttpServletResponse response) {
        exports.answer(file, false, request, response);
    }
}
