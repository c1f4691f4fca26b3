package com.kore.billing.app.console;

import com.kore.billing.app.automation.BillingClock;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.ProblemWriter;
import com.kore.billing.app.web.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.view.RedirectView;

/** Where each visitor begins, and what stands where there is no page. */
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

    @GetMapping("/console/**")
    void nothing(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemWriter.write(request, response, ProblemCode.NOT_FOUND, "There is no such page. Start at /console.");
    }
}
