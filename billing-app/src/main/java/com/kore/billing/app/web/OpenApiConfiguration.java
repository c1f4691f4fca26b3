package com.kore.billing.app.web;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
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
    private static final Set<Integer> ALWAYS = Set.of(400, 401, 403, 404, 406, 422, 429, 503);

    /** Statuses of what has a body, besides. */
    private static final Set<Integer> WITH_BODY = Set.of(413, 415);

    /** Statuses of what is decided by the rules, besides. */
    private static final Set<Integer> DECIDED = Set.of(409, 412);

    /** What is posted here asks no rule. */
    private static final Set<String> UNDECIDED =
            Set.of("/v1/sandbox/", "/v1/audit/", "/v1/analytics/", "/v1/access-tokens", "/v1/webhooks/");

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
                .components(
                        new Components()
                                .addSecuritySchemes(
                                        BEARER,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme("bearer")
                                                .description(
                                                        "A token of tokens.json, of one's own, made over HTTP, or a JWT of the issuer.")));
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
            document.getComponents().getSchemas().forEach(OpenApiConfiguration::addExample);
        };
    }

    private static void complete(String path, PathItem.HttpMethod method, Operation operation) {
        ALWAYS.forEach(status -> problem(operation.getResponses(), status));
        if (method == PathItem.HttpMethod.POST) {
            WITH_BODY.forEach(status -> problem(operation.getResponses(), status));
            if (UNDECIDED.stream().noneMatch(path::startsWith)) {
                DECIDED.forEach(status -> problem(operation.getResponses(), status));
            }
        }
        OperationHeaders.complete(path, method, operation);
    }

    /** Answers that the service has given once, {@code openapi/<name of the schema>.json} among the resources. */
    private static void addExample(String name, Schema<?> schema) {
        try (InputStream example = OpenApiConfiguration.class.getResourceAsStream("/openapi/" + name + ".json")) {
            if (example != null) {
                schema.setExample(Json.mapper().readTree(example));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("the example of " + name + " cannot be read", broken);
        }
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
        if (status == ProblemCode.UNAVAILABLE.status() || status == ProblemCode.TOO_MANY_REQUESTS.status()) {
            response.addHeaderObject(
                    "Retry-After",
                    new Header().description("Seconds.").schema(new Schema<Integer>().types(Set.of("integer"))));
        }
        responses.addApiResponse(String.valueOf(status), response);
    }
}
