package com.kore.billing.app.console;

import com.kore.billing.app.automation.BillingClock;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Lays the frame around each page. */
@ControllerAdvice(basePackageClasses = FrameAdvice.class)
final class FrameAdvice {
    private final BillingClock clock;

    FrameAdvice(BillingClock clock) {
        this.clock = clock;
    }

    /** The form's secret is loaded before anything is written, as that may set a cookie; templates ask for it by themselves. */
    @ModelAttribute
    void addTo(Model model, HttpServletRequest request, CsrfToken secret) {
        secret.getToken();
        if (SecurityContextHolder.getContext().getAuthentication() != null) {
            Visitor visitor = Visitor.present();
            model.addAttribute("visitor", visitor);
            model.addAttribute("frame", Frame.of(visitor, clock, request.getRequestURI()));
        }
    }
}
