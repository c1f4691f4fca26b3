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
        return SeeOther.at(Frame.of(Visitor.present(), clock, "/console/")
                .start()
                .orElseThrow(() -> new RequestRefused(
                        ProblemCode.FORBIDDEN,
                        "There is no page for what your token allows: it reads nothing, or does not say which account it is for."
                                + " Sign in with another.")));
    }
}
