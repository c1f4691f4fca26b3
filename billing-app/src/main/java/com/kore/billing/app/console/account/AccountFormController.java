package com.kore.billing.app.console.account;

import com.kore.billing.app.commands.Asked;
import com.kore.billing.app.commands.CommandSender;
import com.kore.billing.app.commands.NamedCommand;
import com.kore.billing.app.commands.Permission;
import com.kore.billing.app.console.Entered;
import com.kore.billing.app.console.FormBody;
import com.kore.billing.app.console.Visitor;
import com.kore.billing.app.eventstore.VersionConflict;
import com.kore.billing.app.simulation.PaymentsAsTold;
import com.kore.billing.app.simulation.Preview;
import com.kore.billing.app.simulation.SimulatedSubscription;
import com.kore.billing.app.simulation.SubscriptionCopies;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/**
 * Reviews and sends the forms of an account's pages. What is refused is shown on the page that it was entered on; what was done leads to the
 * Account Summary.
 */
@Controller
@RequestMapping("/console/subscriptions/{subscriptionId}")
final class AccountFormController {
    /** Forms that have a page of their own; all others stand on the Account Summary. */
    private static final Map<String, String> PAGES = Map.of(
            "change-payment-method", "payment-method",
            "cancel", "cancel",
            "update-billing-profile", "billing-profile");

    /** All other refusals have pages of their own. */
    private static final Set<ProblemCode> OF_WHAT_WAS_ENTERED =
            Set.of(ProblemCode.INVALID, ProblemCode.CARD_NUMBER_REFUSED, ProblemCode.MALFORMED);

    private final AccountPages pages;
    private final CommandSender commands;
    private final SubscriptionCopies copies;

    AccountFormController(AccountPages pages, CommandSender commands, SubscriptionCopies copies) {
        this.pages = pages;
        this.commands = commands;
        this.copies = copies;
    }

    @PostMapping("/review/{form}")
    String review(
            @PathVariable SubscriptionId subscriptionId,
            @PathVariable String form,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        FormBody body = FormBody.of(request).without(Set.of("expectedAmountDue"));
        try {
            SubscriptionCommand command = command(form, body, subscriptionId, request);
            model.addAttribute("review", commands.onceSettled(subscriptionId, () -> review(form, body, command)));
            return pages.show(page(form), subscriptionId, Optional.empty(), Entered.of(form, body), model);
        } catch (RequestRefused | CommandRejected | VersionConflict refusal) {
            return refused(form, body, refusal, subscriptionId, response, model);
        }
    }

    private Review review(String form, FormBody body, SubscriptionCommand command) {
        SimulatedSubscription copy = copies.of(command.subscriptionId(), new PaymentsAsTold(), command.at());
        long version = copy.version();
        return Review.of(form, body, Preview.of(copy, command), version);
    }

    @PostMapping("/commands/{form}")
    Object send(
            @PathVariable SubscriptionId subscriptionId,
            @PathVariable String form,
            @RequestParam("_version") Optional<Long> version,
            @RequestParam("_key") Optional<String> key,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        FormBody body = FormBody.of(request);
        try {
            SubscriptionCommand command = command(form, body, subscriptionId, request);
            Asked asked = Asked.byForm(
                    version,
                    key.orElseThrow(() -> RequestRefused.invalid("_key", "is required; load the page again")),
                    request);
            RedirectView done = new RedirectView(
                    Confirmation.address("/console/subscriptions/" + subscriptionId, commands.decide(command, asked)));
            done.setStatusCode(HttpStatus.SEE_OTHER);
            done.setExposeModelAttributes(false);
            return done;
        } catch (RequestRefused | CommandRejected | VersionConflict refusal) {
            return refused(form, body, refusal, subscriptionId, response, model);
        }
    }

    private SubscriptionCommand command(
            String form, FormBody body, SubscriptionId subscriptionId, HttpServletRequest request) {
        NamedCommand named = AccountCommand.read(form, body, request);
        Permission.require(named.name(), Visitor.present().caller());
        return named.form().asCommand(subscriptionId, commands.now());
    }

    /** The account as it stands now, with what was entered and what is wrong with it. */
    private String refused(
            String form,
            FormBody body,
            RuntimeException refusal,
            SubscriptionId subscriptionId,
            HttpServletResponse response,
            Model model) {
        if (refusal instanceof RequestRefused request && !OF_WHAT_WAS_ENTERED.contains(request.code())) {
            throw request;
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return pages.show(page(form), subscriptionId, Optional.empty(), Entered.refused(form, body, refusal), model);
    }

    private static String page(String form) {
        return PAGES.getOrDefault(form, "summary");
    }
}
