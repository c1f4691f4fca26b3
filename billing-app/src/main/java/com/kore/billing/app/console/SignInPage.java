package com.kore.billing.app.console;

import com.kore.billing.app.security.IssuerSignIn;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The page where people sign in, with all the ways that are open here. */
@Component
final class SignInPage {
    /** Where whoever wanted no page begins. */
    static final String START = "/console/";

    /** A page of the console, and of nobody else. */
    private static final Pattern OWN_PAGE = Pattern.compile(
            "/console/(?:(?!sign-)[A-Za-z0-9_-]+(?:\\.[a-z]+)?(?:/[A-Za-z0-9_-]+(?:\\.[a-z]+)?)*)?(?:\\?[A-Za-z0-9_.=&%:,+-]*)?");

    /** Longer addresses fit no header; filters make none. */
    private static final int LENGTH_MAX = 1000;

    private final boolean atIssuer;

    SignInPage(ObjectProvider<IssuerSignIn> issuer) {
        atIssuer = issuer.getIfAvailable() != null;
    }

    /** @return the view's name */
    String show(Optional<String> code, Optional<String> to, Optional<String> refusal, Model model) {
        model.addAttribute("code", code.orElse(""));
        model.addAttribute("to", wanted(to).orElse(""));
        model.addAttribute("refusal", refusal.orElse(""));
        model.addAttribute("atIssuer", atIssuer);
        return "console/sign-in";
    }

    /** The page that was wanted, if it is one of ours. */
    static Optional<String> wanted(Optional<String> to) {
        return to.filter(
                path -> path.length() <= LENGTH_MAX && OWN_PAGE.matcher(path).matches());
    }
}
