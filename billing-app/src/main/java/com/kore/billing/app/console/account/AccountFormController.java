package com.kore.billing.app.console.account;

import com.kore.billing.app.commands.Asked;
import com.kore.billing.app.commands.CommandSender;
import com.kore.billing.app.commands.NamedCommand;
import com.kore.billing.app.commands.Permission;
import com.kore.billing.app.console.Entered;
import com.kore.billing.app.console.FormBody;
import com.kore.billing.app.console.Visitor;
import com.kore.billing.app.eventstore.IdempotencyKeyReused;
import com.kore.billing.app.eventstore.VersionConflict;
import com.kore.billing.app.simulation.PaymentsAsTold;
import com.kore.billing.app.simulation.Preview;
import com.kore.billing.app.simulation.SimulatedSubscription;
import com.kore.billing.app.simulation.SubscriptionCopies;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Reviews and sends the forms of an account's pages. What is refused is shown on the page that it was entered on; what was done leads to the
 * Account Summary.
 */
@Controller
@RequestMapping("/console/subscriptions/{subscriptionId}")
final class AccountFormController {
    /** All other refusals have pages of their own. */
    private static final Set<ProblemCode> OF_WHAT_WAS_ENTERED =
            Set.of(ProblemCode.INVALID, ProblemCode.CARD_NUMBER_REFUSED, ProblemCode.MALFORMED);

    /** The forms that may charge, so that what they would do is shown first. */
    private static final Set<String> REVIEWED = Set.of(AccountCommand.MODIFY, "add-prepaid-users");

    private final AccountPages pages;
    private final CommandSender commands;
    private final SubscriptionCopies copies;
    private final PlanCatalog catalog;

    AccountFormController(AccountPages pages, CommandSender commands, SubscriptionCopies copies, PlanCatalog catalog) {
        this.pages = pages;
        this.commands = commands;
        this.copies = copies;
        this.catalog = catalog;
    }

    @PostMapping("/review/{form}")
    String review(
            @PathVariable SubscriptionId subscriptionId,
            @PathVariable String form,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        FormBody body = FormBody.of(request).without(Set.of("expectedAmountDue"));
        if (!REVIEWED.contains(form)) {
            throw new RequestRefused(ProblemCode.NOT_FOUND, "There is nothing to preview of that name.");
        }
        try {
            Review review = commands.onceSettled(subscriptionId, () -> review(form, body, subscriptionId, request));
            model.addAttribute("review", review);
            return pages.show(form, subscriptionId, Optional.of(review.version()), Entered.of(form, body), model);
        } catch (RequestRefused | CommandRejected refusal) {
            return refused(form, body, refusal, subscriptionId, request, response, model);
        }
    }

    private Review review(String form, FormBody body, SubscriptionId subscriptionId, HttpServletRequest request) {
        Instant now = commands.now();
        SimulatedSubscription copy = copies.of(subscriptionId, new PaymentsAsTold(), now);
        var before = copy.summary();
        AccountCommand chosen = form.equals(AccountCommand.MODIFY)
                ? AccountCommand.modifying(before, body)
                : AccountCommand.of(form, body);
        SubscriptionCommand command = allowed(chosen.read(request), subscriptionId, now);
        return Review.of(chosen, before, Preview.of(copy, command), catalog);
    }

    @PostMapping("/commands/{name}")
    Object send(
            @PathVariable SubscriptionId subscriptionId,
            @PathVariable String name,
            @RequestParam("_version") Optional<Long> version,
            @RequestParam("_key") Optional<String> key,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        AccountCommand sent = AccountCommand.of(name, FormBody.of(request));
        try {
            SubscriptionCommand command = allowed(sent.read(request), subscriptionId, commands.now());
            boolean priced = !REVIEWED.contains(sent.form()) || sent.body().says("expectedAmountDue");
            if (version.isEmpty() || key.filter(text -> !text.isEmpty()).isEmpty() || !priced) {
                throw RequestRefused.invalid("form", "is not whole; load the page again");
            }
            Asked asked = Asked.byForm(version, key.get(), request);
            return pages.seeOther(subscriptionId, commands.decide(command, asked));
        } catch (RequestRefused | CommandRejected | VersionConflict | IdempotencyKeyReused refusal) {
            return refused(sent.form(), sent.entered(), refusal, subscriptionId, request, response, model);
        }
    }

    private static SubscriptionCommand allowed(NamedCommand named, SubscriptionId subscriptionId, Instant at) {
        Permission.require(named.name(), Visitor.present().caller());
        return Permission.granted(
                named.form().asCommand(subscriptionId, at), Visitor.present().caller());
    }

    /** The account as it stands now, with what was entered and what is wrong with it. */
    private String refused(
            String form,
            FormBody body,
            RuntimeException refusal,
            SubscriptionId subscriptionId,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (refusal instanceof RequestRefused other && !OF_WHAT_WAS_ENTERED.contains(other.code())) {
            throw other;
        }
        Optional<Long> seen =
                refusal instanceof VersionConflict conflict ? Optional.of(conflict.presentVersion()) : Optional.empty();
        String page = pages.show(form, subscriptionId, seen, Entered.refused(form, body, refusal), model);
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        if (request.getHeader("HX-Request") != null && pages.lacks(form, model)) {
            // The part of the page that was to be replaced is not there any more.
            response.setHeader("HX-Retarget", "#main");
            response.setHeader("HX-Reselect", "#main");
        }
        return page;
    }
}
