package com.kore.billing.app.analytics.export;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The views of the schema {@code analytics} as files. */
@RestController
final class ExportController {
    private static final String LINES_EXAMPLE = """
            {"credit_id":"acme/7","subscription_id":"acme","event_id":"59bac105-6c8f-4d0e-9d53-0f2f1a1f9f5e","event_position":8,\
            "invoice_id":null,"happened_on":"2026-01-15","month_start":"2026-01-01","happened_at":"2026-01-15T12:00:00Z",\
            "kind":"granted","grant_kind":"goodwill","currency":"USD","change_minor":500,"balance_minor":500}
            """;
    private static final String CSV_EXAMPLE =
            "currency,cohort_month,month_start,months_since,customers,mrr_minor\r\nUSD,2026-01-01,2026-02-01,1,17,210000\r\n";

    private final Exports exports;

    ExportController(Exports exports) {
        this.exports = exports;
    }

    @GetMapping("/v1/analytics/exports/{file}")
    @Operation(
            summary = "A view of the schema analytics as a file",
            description =
                    "All rows of one moment, in the order of the view's key. X-Event-Position and the file's name say of which:"
                            + " that of the last event in it. An answer without its last chunk is not the whole file.")
    @ApiResponse(
            responseCode = "200",
            headers = {
                @Header(
                        name = Exports.POSITION,
                        description = "The position of the last event that the file tells of.",
                        schema = @Schema(type = "integer")),
                @Header(
                        name = HttpHeaders.CONTENT_DISPOSITION,
                        description = "A name with the view and the position.",
                        schema = @Schema(type = "string"))
            },
            content = {
                @Content(
                        mediaType = "text/csv",
                        schema = @Schema(type = "string"),
                        examples = @ExampleObject(CSV_EXAMPLE)),
                @Content(
                        mediaType = "application/x-ndjson",
                        schema = @Schema(type = "string"),
                        examples = @ExampleObject(LINES_EXAMPLE)),
                @Content(
                        mediaType = "application/vnd.apache.parquet",
                        schema = @Schema(type = "string", format = "binary"))
            })
    void export(
            @Parameter(
                            description =
                                    "A view (subscriptions, periods, mrr_movements, invoices, invoice_lines, payments, credits,"
                                            + " revenue_schedule, cohorts), a dot, and csv, ndjson or parquet.",
                            example = "mrr_movements.csv")
                    @PathVariable
                    String file,
            @Parameter(description = "Whether each row says the position too, in a last column as_of_position.")
                    @RequestParam(defaultValue = "false")
                    boolean asOfColumn,
            HttpServletRequest request,
            HttpServletResponse response) {
        exports.answer(file, asOfColumn, request, response);
    }
}
