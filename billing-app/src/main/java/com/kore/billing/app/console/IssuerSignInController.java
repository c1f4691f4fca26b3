package com.kore.billing.app.console;

import com.kore.billing.app.security.IssuerSignIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.boot.security.oauth2.client.autoconfigure.ConditionalOnOAuth2ClientRegistrationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/**
 * To the issuer and back. Who comes back is answered with a page of ours that goes on by itself: a browser that was led on from elsewhere
 * would not send the session's {@code SameSite=Strict} cookie to the page that was wanted.
 */
@Controller
@ConditionalOnOAuth2ClientRegistrationProperties
final class IssuerSignInController {
    private final IssuerSignIn issuer;
    private final SignInPage page;

    IssuerSignInController(IssuerSignIn issuer, SignInPage page) {
        this.issuer = issuer;
        this.page = page;
    }

    @GetMapping("/console/sign-in/issuer")
    RedirectView begin(@RequestParam Optional<String> to, HttpServletRequest request, HttpServletResponse response) {
        return SeeOther.at(issuer.begin(SignInPage.wanted(to).orElse(""), request, response)
                .toString());
    }

    @GetMapping("/console/sign-in/issuer/callback")
    String arrive(HttpServletRequest request, HttpServletResponse response, Model model) {
        IssuerSignIn.Arrival arrival = issuer.arrive(request, response);
        if (arrival.outcome() == IssuerSignIn.Outcome.SIGNED_IN) {
            model.addAttribute("to", arrival.to().isEmpty() ? SignInPage.START : arrival.to());
            return "console/signed-in";
        }
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        return page.show(Optional.empty(), Optional.of(arrival.to()), Optional.of(told(arrival.outcome())), model);
    }

    private static String told(IssuerSignIn.Outcome outcome) {
        return switch (outcome) {
            case SIGNED_IN -> "";
            case NOT_ASKED ->
                "This sign-in was not begun here, or more than ten minutes ago, or is over already. Sign in again; nothing was done.";
            case DECLINED ->
                "Your organization did not sign you in: you or it said no. Sign in again, or ask whoever looks after your account there.";
            case NOT_VOUCHED ->
                "Your organization's answer does not say who you are. Sign in again; if that does not help, tell the vendor's staff.";
            case TOKEN_REFUSED ->
                "Your organization knows you, but what it gave you is not accepted here. Tell the vendor's staff.";
            case NO_SCOPES ->
                "Your organization knows you, but has not said what you may do here. Ask whoever looks after your account there.";
        };
    }
}
