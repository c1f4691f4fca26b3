package com.kore.billing.app.console.operations;

import com.kore.billing.app.console.SeeOther;
import com.kore.billing.app.operations.Projections;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.view.RedirectView;

/** The read models: how up to date they are, and making one anew, watched until it has ended. */
@Controller
@RequestMapping(ProjectionsPageController.PATH)
final class ProjectionsPageController {
    static final String PATH = "/console/operations";

    private static final int REPLAYS_SHOWN = 5;

    private final Projections projections;

    ProjectionsPageController(Projections projections) {
        this.projections = projections;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("page", ProjectionsPage.of(projections.list()));
        return "console/operations/projections";
    }

    /** What a replay does, before it is begun. */
    @GetMapping("/projections/{name}/replay")
    String replay(@PathVariable String name, Model model) {
        model.addAttribute("name", projections.known(name));
        model.addAttribute(
                "replays",
                projections.replays(name, Long.MAX_VALUE, REPLAYS_SHOWN).stream()
                        .map(ReplayPage::of)
                        .toList());
        return "console/operations/replay-start";
    }

    /** Sent twice, it leads to the one that runs. */
    @PostMapping("/projections/{name}/replay")
    RedirectView start(@PathVariable String name) {
        return SeeOther.at(ReplayPage.of(projections.replay(name)).address());
    }

    @GetMapping("/projections/{name}/replays/{id}")
    String report(@PathVariable String name, @PathVariable String id, Model model) {
        model.addAttribute("replay", ReplayPage.of(projections.report(name, id)));
        return "console/operations/replay";
    }

    /** A count that a page's address brings; whoever writes another there sees another. */
    static String brought(Optional<Long> count) {
        return Told.count(Math.max(0, count.orElse(0L)));
    }
}
