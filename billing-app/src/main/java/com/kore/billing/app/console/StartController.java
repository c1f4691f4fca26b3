package com.kore.billing.app.console;

import com.kore.billing.app.automation.BillingClock;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.view.RedirectView;

/** Where each visitor begins. */
@Controller
final class StartController {
    private final BillingClock clock;

    StartController(BillingClock clock) {
        this.clock = clock;
    }

    @GetMapping("/console/")
    RedirectView start() {
        return SignInController.seeOther(
                Frame.of(Visitor.present(), clock, "/console/")
                        .start()
                        .orElseThrow(
                                () -> new RequestRefused(
                                        ProblemCode.FORBIDDEN,
                                        "Your token sends commands and reads nothing, so there is no page for it. Sign in with another.")));
    }
}
