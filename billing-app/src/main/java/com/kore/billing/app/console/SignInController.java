package com.kore.billing.app.console;

import com.kore.billing.app.security.Caller;
import com.kore.billing.app.security.ConsoleSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/**
 * Signing in, by a bearer token or by the code of a one-time link, and out. A link leads to a page with a button: programs that look at links in mails
 * redeem nothing, and the cookie is set by a page of our own, as browsers want it.
 */
@Controller
final class SignInController {
    private static final String NOT_ENDED =
            "You are signed out in this browser. The service could not end what stood behind your link, as the database does not answer:"
                    + " ask the vendor's staff to revoke it if somebody else may have it.";

    private final ConsoleSession session;
    private final SignInPage page;

    SignInController(ConsoleSession session, SignInPage page) {
        this.session = session;
        this.page = page;
    }

    @GetMapping("/console")
    RedirectView start() {
        return SeeOther.at(SignInPage.START);
    }

    @GetMapping("/console/sign-in")
    String page(
            @RequestParam Optional<String> code,
            @RequestParam Optional<String> to,
            @RequestParam Optional<String> ended,
            Model model) {
        return page.show(
                code, to, ended.map(any -> "You are signed in no longer. Sign in again; nothing was done."), model);
    }

    @PostMapping("/console/sign-in")
    Object signIn(
            @RequestParam Optional<String> code,
            @RequestParam Optional<String> token,
            @RequestParam Optional<String> to,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<Caller> caller = code.filter(text -> !text.isBlank())
                .map(text -> session.redeem(text, request, response))
                .orElseGet(() -> token.map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .flatMap(text -> session.signIn(text, request, response)));
        if (caller.isPresent()) {
            return SeeOther.at(SignInPage.wanted(to).orElse(SignInPage.START));
        }
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        boolean byCode = code.filter(text -> !text.isBlank()).isPresent();
        return page.show(
                Optional.empty(),
                to,
                Optional.of(
                        byCode
                                ? "This link is good no longer: it can be used once, within 15 minutes. Ask for another, or sign in by a token."
                                : "This token is not known here, or has expired. Check that all of it was pasted."),
                model);
    }

    @PostMapping("/console/sign-out")
    Object signOut(HttpServletRequest request, HttpServletResponse response, Model model) {
        if (session.signOut(request, response)) {
            return SeeOther.at("/console/sign-in");
        }
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        return page.show(Optional.empty(), Optional.empty(), Optional.of(NOT_ENDED), model);
    }
}
