package com.kore.billing.app.operations;

import com.kore.billing.app.automation.BillingRuns;
import com.kore.billing.app.automation.RunReport;
import com.kore.billing.app.web.Cursor;
import com.kore.billing.app.web.PageOf;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What billing runs have done, and the one that is running. */
@RestController
@RequestMapping(path = "/v1/operations", produces = MediaType.APPLICATION_JSON_VALUE)
final class BillingRunController {
    private static final String LIST = "billing-runs";

    private final BillingRuns runs;

    BillingRunController(BillingRuns runs) {
        this.runs = runs;
    }

    @GetMapping("/billing-runs")
    @Operation(
            summary = "Billing runs, the newest first",
            description = "Those that did something. Their times are the computer's, also in sandbox time.")
    PageOf<RunReport> list(
            @RequestParam Optional<String> cursor, @RequestParam(defaultValue = PageOf.LIMIT_DEFAULT) int limit) {
        int checkedLimit = PageOf.checkedLimit(limit);
        Optional<Long> before = cursor.map(text -> Cursor.parse(text, LIST, 1).number(0));
        return PageOf.of(
                runs.newest(before, checkedLimit + 1),
                checkedLimit,
                last -> new Cursor(LIST, List.of(Long.toString(last.id()))));
    }
}
