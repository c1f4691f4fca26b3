package com.kore.billing.app.console.verification;

import com.kore.billing.app.console.SeeOther;
import com.kore.billing.app.console.Visitor;
import com.kore.billing.app.rebuild.Verifications;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.view.RedirectView;

/** Has all read models compared with the events, and shows how far that has come and what was found. */
@Controller
@RequestMapping(VerificationPageController.PATH)
final class VerificationPageController {
    static final String PATH = "/console/verifications";
    private static final int LATEST = 10;

    private final Verifications verifications;

    VerificationPageController(Verifications verifications) {
        this.verifications = verifications;
    }

    @GetMapping
    String latest(Model model) {
        model.addAttribute(
                "verifications",
                verifications.latest(LATEST).stream().map(VerificationPage::of).toList());
        return "console/verification/list";
    }

    /** Begins one, or leads to the one that runs. */
    @PostMapping
    RedirectView verify() {
        return SeeOther.at(PATH + "/"
                + verifications.request(Visitor.present().caller().name()).id());
    }

    @GetMapping("/{id:[1-9][0-9]{0,17}}")
    String report(@PathVariable long id, Model model) {
        model.addAttribute(
                "page",
                verifications
                        .find(id)
                        .map(VerificationPage::of)
                        .orElseThrow(
                                () -> new RequestRefused(
                                        ProblemCode.NOT_FOUND,
                                        "There is no such verification; the newest 100 are kept. Go back to the list of verifications.")));
        return "console/verification/report";
    }
}
