package com.kore.billing.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.web.Problem;
import com.kore.billing.app.web.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What endpoints say to programs, as pages say it. */
class ProblemWordsTest {
    private static String words(ProblemCode code, String detail) {
        return ProblemWords.of(Problem.of(code, detail, List.of(), "trace")).words();
    }

    @ParameterizedTest
    @CsvSource({
        "Nothing was done. Repeat after the seconds of Retry-After., Nothing was done. Try again in a moment.",
        "The database does not answer. Repeat after the seconds of Retry-After.,"
                + " The database does not answer. Try again in a moment.",
        "Enough are on their way. Come back after the seconds of Retry-After., Enough are on their way. Try again in a moment.",
        "The history of acme was altered in the database., The history of acme was altered in the database."
    })
    void what_passes_is_to_be_tried_again(String detail, String told) {
        assertThat(words(ProblemCode.UNAVAILABLE, detail)).isEqualTo(told);
    }

    @Test
    void a_form_whose_outcome_is_unknown_is_to_be_sent_again() {
        assertThat(words(ProblemCode.OUTCOME_UNKNOWN, "Repeat with the same Idempotency-Key."))
                .isEqualTo(
                        "Nobody knows yet whether this was done: the database went silent. Go back and send the form again;"
                                + " it is done once, however often it is sent.");
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "METHOD_NOT_ALLOWED",
                "NOT_ACCEPTABLE",
                "UNSUPPORTED_MEDIA_TYPE",
                "TOO_LARGE",
                "TOO_MANY_REQUESTS",
                "NOT_YET_VISIBLE",
                "INTERNAL",
                "OUTCOME_UNKNOWN"
            })
    void what_is_for_programs_is_not_shown(ProblemCode code) {
        assertThat(words(code, "For programs.")).isNotBlank().doesNotContain("For programs");
    }

    @Test
    void what_is_said_to_people_already_stays() {
        assertThat(words(ProblemCode.SUBSCRIPTION_NOT_FOUND, "Check the id.")).isEqualTo("Check the id.");
        assertThat(words(ProblemCode.FORBIDDEN, "Sign in with another.")).isEqualTo("Sign in with another.");
    }
}
