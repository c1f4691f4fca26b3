package com.kore.billing.app.console;

import com.kore.billing.app.security.Caller;
import com.kore.billing.app.security.ConsoleSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.regex.Pattern;
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
    /** A page of the console, and of nobody else. */
    private static final Pattern OWN_PAGE = Pattern.compile("/console/[A-Za-z0-9/_.?=&%:,+-]*");

    private final ConsoleSession session;

    SignInController(ConsoleSession session) {
        this.session = session;
    }

    @GetMapping("/console")
    RedirectView start() {
        return seeOther("/console/");
    }

    @GetMapping("/console/sign-in")
    String page(
            @RequestParam Optional<String> code,
            @RequestParam Optional<String> to,
            @RequestParam Optional<String> ended,
            Model model) {
        return form(code, to, ended.map(any -> "You are signed in no longer. Sign in again; nothing was done."), model);
    }

    private static String form(Optional<String> code, Optional<String> to, Optional<String> refusal, Model model) {
        model.addAttribute("code", code.orElse(""));
        model.addAttribute("to", to.filter(SignInController::isOwnPage).orElse(""));
        model.addAttribute("refusal", refusal.orElse(""));
        return "console/sign-in";
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
            return seeOther(to.filter(SignInController::isOwnPage).orElse("/console/"));
        }
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        boolean byCode = code.filter(text -> !text.isBlank()).isPresent();
        return form(
                Optional.empty(),
                to,
                Optional.of(
                        byCode
                                ? "This link is good no longer: it can be used once, within 15 minutes. Ask for another, or sign in by a token."
                                : "This token is not known here, or has expired. Check that all of it was pasted."),
                model);
    }

    @PostMapping("/console/sign-out")
    RedirectView signOut(HttpServletRequest request, HttpServletResponse response) {
        session.signOut(request, response);
        return seeOther("/console/sign-in");
    }

    private static boolean isOwnPage(String path) {
        return OWN_PAGE.matcher(path).matches() && !path.contains("//");
    }

    static RedirectView seeOther(String path) {
        RedirectView redirect = new RedirectView(path);
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        redirect.setExposeModelAttributes(false);
        return redirect;
    }
}
