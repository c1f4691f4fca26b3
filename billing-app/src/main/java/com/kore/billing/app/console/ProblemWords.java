package com.kore.billing.app.console;

import com.kore.billing.app.web.Problem;
import com.kore.billing.app.web.ProblemCode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A problem in words for people: endpoints tell programs of headers, tokens and methods, which nobody sees who looks at a page.
 *
 * @param heading what is wrong
 * @param words what was done, and what to do
 */
record ProblemWords(String heading, String words) {
    /** Where what endpoints say is for programs. */
    private static final Map<ProblemCode, String> HEADINGS = Map.of(
            ProblemCode.UNAUTHORIZED, "You are not signed in",
            ProblemCode.FORBIDDEN, "Not allowed",
            ProblemCode.METHOD_NOT_ALLOWED, "This address takes no form",
            ProblemCode.NOT_ACCEPTABLE, "There is no such form of this page",
            ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The form was not sent as pages send it",
            ProblemCode.TOO_LARGE, "That is too long",
            ProblemCode.NOT_YET_VISIBLE, "The change is not shown yet",
            ProblemCode.OUTCOME_UNKNOWN, "It is not known whether this was done");

    /** Elsewhere the problem's own detail is said. */
    private static final Map<ProblemCode, String> WORDS = Map.of(
            ProblemCode.NOT_FOUND,
            "Check the address.",
            ProblemCode.METHOD_NOT_ALLOWED,
            "Nothing was done. Go back, load the page again, and use what is on it.",
            ProblemCode.NOT_ACCEPTABLE,
            "Open its address in a browser, which takes pages as they are.",
            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
            "Nothing was done. Go back, load the page again, and send the form from there.",
            ProblemCode.TOO_LARGE,
            "Nothing was done. Go back, and enter less.",
            ProblemCode.TOO_MANY_REQUESTS,
            "More was asked for than is answered at a time. Nothing was done. Try again in a moment.",
            ProblemCode.NOT_YET_VISIBLE,
            "What was done will stand here. Load the page again in a moment.",
            ProblemCode.INTERNAL,
            "This is a fault of the service, and it was noted. Look how things stand before you send anything again.",
            ProblemCode.OUTCOME_UNKNOWN,
            "Nobody knows yet whether this was done: the database went silent. Go back and send the form again; it is done once,"
                    + " however often it is sent.");

    /** How endpoints say that it will pass. */
    private static final Pattern RETRY_AFTER = Pattern.compile("[^.]* after the seconds of Retry-After\\.");

    static ProblemWords of(Problem problem) {
        Optional<ProblemCode> code = ProblemCode.of(problem.code());
        return new ProblemWords(
                code.map(HEADINGS::get).orElse(problem.title()),
                code.map(WORDS::get)
                        .orElseGet(() -> RETRY_AFTER
                                .matcher(problem.detail())
                                .replaceAll(" Try again in a moment.")
                                .strip()));
    }
}
