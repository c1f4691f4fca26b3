package com.kore.billing.app.commands;

import com.kore.billing.app.simulation.PaymentsAsTold.Payments;
import com.kore.billing.app.web.DomainSchemas;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** How the bodies of previews and simulations stand in the OpenAPI document: made of those of the commands' own endpoints. */
@Component
final class WhatIfSchemas implements OpenApiCustomizer {
    static final String PREVIEW = "#/components/schemas/PreviewForm";

    private static final String COMPONENTS = "#/components/schemas/";

    @Override
    public void customise(OpenAPI document) {
        Schema<Object> preview = anyCommand();
        preview.setDescription("The body of a command's own endpoint, and the command's name.");
        preview.setExample("{\"command\": \"change-plan\", \"plan\": \"enterprise\"}");
        document.getComponents().addSchemas("PreviewForm", preview).addSchemas("SimulationStep", step());
        Schema<Object> steps = of("array");
        steps.setMaxItems(WhatIfForms.STEPS_MAX);
        steps.setItems(reference("SimulationStep"));
        Objects.requireNonNull(document.getComponents().getSchemas().get("SimulationForm"))
                .addProperty("steps", steps);
    }

    private static Schema<Object> anyCommand() {
        Schema<Object> any = new Schema<>();
        for (CommandName command : CommandName.values()) {
            Schema<Object> name = of("string");
            name.addEnumItemObject(command.toString());
            Schema<Object> named = new Schema<>();
            named.addAllOfItem(with("command", name));
            named.addAllOfItem(DomainSchemas.reference(command.form()));
            any.addOneOfItem(named);
        }
        return any;
    }

    /** A command, or how payments go from now on, or both. */
    private static Schema<Object> step() {
        Schema<Object> at = of("string");
        at.setFormat("date-time");
        Schema<Object> payments = of("string");
        payments.setDescription("How payments go from this instant on, itself included.");
        for (Payments how : Payments.values()) {
            payments.addEnumItemObject(how.name().toLowerCase(Locale.ROOT));
        }
        Schema<Object> step = with("at", at);
        step.addAnyOfItem(anyCommand());
        step.addAnyOfItem(with("payments", payments));
        return step;
    }

    private static Schema<Object> with(String required, Schema<Object> value) {
        Schema<Object> object = of("object");
        object.addProperty(required, value);
        object.addRequiredItem(required);
        return object;
    }

    private static Schema<Object> of(String type) {
        Schema<Object> schema = new Schema<>();
        schema.setTypes(Set.of(type));
        return schema;
    }

    private static Schema<Object> reference(String name) {
        Schema<Object> reference = new Schema<>();
        reference.set$ref(COMPONENTS + name);
        return reference;
    }
}
