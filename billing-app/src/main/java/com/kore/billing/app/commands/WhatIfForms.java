package com.kore.billing.app.commands;

import com.kore.billing.app.simulation.PaymentsAsTold.Payments;
import com.kore.billing.app.web.RecordBinder;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.app.web.Violation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The bodies of previews and simulations: commands, read by the forms of their own endpoints, and what is said about them. */
interface WhatIfForms {
    int STEPS_MAX = 100;

    /** Ten years, with their leap days. */
    Duration AHEAD_MAX = Duration.ofDays(3653);

    /** @param steps in the order of their times, see {@link Step} */
    @Schema(example = """
            {"steps": [{"at": "2027-01-15T00:00:00Z", "command": "change-billing-interval", "interval": "annual"},
                       {"at": "2027-06-01T00:00:00Z", "command": "change-billing-interval", "interval": "monthly"},
                       {"at": "2028-01-01T00:00:00Z", "payments": "decline"}],
             "until": "2028-03-01T00:00:00Z"}""")
    record SimulationForm(@Size(max = STEPS_MAX) List<JsonNode> steps, Instant until) {

        /** @throws RequestRefused {@code invalid} with the violations of all steps */
        List<Step> readSteps() {
            List<Violation> violations = new ArrayList<>();
            List<Step> read = new ArrayList<>();
            for (int index = 0; index < steps.size(); index++) {
                Step.read(steps.get(index), path(index), violations).ifPresent(read::add);
            }
            refuse(violations);
            return read;
        }

        /** @throws RequestRefused {@code invalid} if anything is in the past, out of order or too far ahead */
        void requireTimes(List<Step> read, Instant now) {
            List<Violation> violations = new ArrayList<>();
            Instant earliest = now;
            String before = "the present, ";
            for (int index = 0; index < read.size(); index++) {
                Instant at = read.get(index).at();
                if (at.isBefore(earliest)) {
                    violations.add(new Violation(path(index) + ".at", "must not be before " + before + earliest));
                } else {
                    earliest = at;
                    before = path(index) + ".at, ";
                }
            }
            if (until.isBefore(earliest)) {
                violations.add(new Violation("until", "must not be before " + before + earliest));
            }
            if (until.isAfter(now.plus(AHEAD_MAX))) {
                violations.add(new Violation(
                        "until", "must be at most ten years from the present, not after " + now.plus(AHEAD_MAX)));
            }
            refuse(violations);
        }

        private static String path(int index) {
            return "steps[" + index + "]";
        }

        private static void refuse(List<Violation> violations) {
            if (!violations.isEmpty()) {
                throw RequestRefused.invalid(violations);
            }
        }
    }

    /**
     * Something that happens at an instant: a command, or from now on payments go otherwise, or both.
     *
     * @param payments counts for what is due at this very instant too
     */
    record Step(Instant at, Optional<Payments> payments, Optional<NamedCommand> command) {
        private static final List<String> FRAME = List.of("at", "payments");

        private record Frame(Instant at, Optional<Payments> payments) {}

        private record NoCommand() {}

        static Optional<Step> read(JsonNode json, String path, List<Violation> violations) {
            if (!(json instanceof ObjectNode object)) {
                violations.add(new Violation(path, "must be an object"));
                return Optional.empty();
            }
            Optional<Frame> frame =
                    read(() -> RecordBinder.bind(object.deepCopy().retain(FRAME), Frame.class, path), violations);
            Optional<Optional<NamedCommand>> command = read(() -> command(object, path), violations);
            return frame.flatMap(is -> command.map(planned -> new Step(is.at(), is.payments(), planned)));
        }

        private static Optional<NamedCommand> command(ObjectNode json, String path) {
            if (NamedCommand.isIn(json) || !json.has("payments")) {
                return Optional.of(NamedCommand.read(json, path, FRAME));
            }
            RecordBinder.bind(json.deepCopy().remove(FRAME), NoCommand.class, path);
            return Optional.empty();
        }

        private static <T> Optional<T> read(Supplier<T> binding, List<Violation> violations) {
            try {
                return Optional.of(binding.get());
            } catch (RequestRefused refused) {
                violations.addAll(refused.violations());
                return Optional.empty();
            }
        }
    }
}
