package com.kore.billing.app.web;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The OpenAPI document: what the endpoints declare, and what is the same for all of them. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
    private static final String BEARER = "bearer";
    private static final String PROBLEM = "#/components/schemas/Problem";

    /** Statuses of every operation. */
    private static final Set<Integer> ALWAYS = Set.of(400, 401, 403, 404, 422, 503);

    /** Statuses of commands besides. */
    private static final Set<Integer> COMMANDS = Set.of(409, 412, 413, 415);

    /** What is asked of these is answered anew each time. */
    private static final Set<String> WRITE_NOTHING = Set.of("/preview", "/simulations");

    @Bean
    OpenAPI document() {
        return new OpenAPI()
                .info(new Info()
                        .title("Kore Billing")
                        .version("v1")
                        .description(
                                "Event-sourced subscription billing. Money is in minor units, times are RFC 3339 in UTC."
                                        + " Every error is a problem (RFC 9457) with a stable code."))
                .addSecurityItem(new SecurityRequirement().addList(BEARER))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("A token of tokens.json, of one's own, or a JWT of the issuer.")));
    }

    /** Also makes the form of domain values known, before springdoc looks at the first endpoint. */
    @Bean
    OpenApiCustomizer whatAllOperationsShare() {
        ModelConverters.getInstance(true).addConverter(new DomainSchemas());
        return document -> {
            ModelConverters.getInstance(true)
                    .readAll(Problem.class)
                    .forEach((name, schema) -> document.getComponents().addSchemas(name, schema));
            document.getPaths()
                    .forEach((path, item) ->
                            item.readOperationsMap().forEach((method, operation) -> complete(path, method, operation)));
        };
    }

    private static void complete(String path, PathItem.HttpMethod method, Operation operation) {
        boolean command = method == PathItem.HttpMethod.POST;
        ALWAYS.forEach(status -> problem(operation.getResponses(), status));
        if (command) {
            COMMANDS.forEach(status -> problem(operation.getResponses(), status));
            if (WRITE_NOTHING.stream().noneMatch(path::endsWith)) {
                operation.addParametersItem(header(
                        "Idempotency-Key",
                        "1 to 255 visible characters; a repeat within 30 days gives the stored answer.",
                        "8c0c9b7e-signup-acme"));
            }
            operation.addParametersItem(header(
                    "If-Match",
                    "The version that the decision rests on, in quotes; refused 412 on any other.",
                    "\"3\""));
        }
        operation.addParametersItem(
                header("traceparent", "W3C trace context.", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
    }

    private static Parameter header(String name, String description, String example) {
        return new Parameter()
                .in("header")
                .name(name)
                .description(description)
                .schema(new Schema<String>().types(Set.of("string")))
                .example(example);
    }

    /** One response per status, listing the codes that it may carry. */
    private static void problem(ApiResponses responses, int status) {
        String codes = Arrays.stream(ProblemCode.values())
                .filter(code -> code.status() == status)
                .map(ProblemCode::code)
                .collect(Collectors.joining("`, `", "`", "`"));
        ApiResponse response = new ApiResponse()
                .description(codes)
                .content(new Content()
                        .addMediaType(Problem.MEDIA_TYPE, new MediaType().schema(new Schema<>().$ref(PROBLEM))));
        if (status == ProblemCode.UNAVAILABLE.status()) {
            response.headers(Map.of(
                    "Retry-After",
                    new Header().description("Seconds.").schema(new Schema<Integer>().types(Set.of("integer")))));
        }
        responses.addApiResponse(String.valueOf(status), response);
    }
}
