package com.kore.billing.app.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The offline verifier: {@code java -jar billing-app.jar verify <export.ndjson> --checkpoint <file> [--key-id <id>]}. It needs no
 * service, no database and no settings, and says what it has checked.
 */
public final class VerifyCommand {
    /** What it is called by. */
    public static final String NAME = "verify";

    private static final int TOLD_EVERY = 100_000;
    private static final int VERIFIED = 0;
    private static final int NOT_VERIFIED = 1;
    private static final int NOT_UNDERSTOOD = 2;
    private static final int FINDINGS_PRINTED_MAX = 20;
    private static final String USAGE = """
            usage: verify <export.ndjson> --checkpoint <file> [--key-id <id>]

              <export.ndjson>  what GET /v1/audit/events answered, from the first event on
              --checkpoint     what GET /v1/audit/checkpoint answered, or checkpoints.ndjson, or lines of it
              --key-id         the id of the key that must have signed; ask the operator for it, not the file
            """;

    private final PrintStream out;

    private VerifyCommand(PrintStream out) {
        this.out = out;
    }

    private record Arguments(Path export, Path checkpoint, Optional<String> keyId) {}

    /**
     * @param arguments without the command's name
     * @return 0 if the export is what the checkpoints say, 1 if it is not, 2 if it was not asked so that it can tell
     */
    public static int run(List<String> arguments, PrintStream out) {
        VerifyCommand command = new VerifyCommand(out);
        try {
            Optional<Arguments> understood = understood(arguments);
            if (understood.isEmpty()) {
                out.print(USAGE);
                return NOT_UNDERSTOOD;
            }
            return command.verify(understood.get());
        } catch (IOException unreadable) {
            out.println("cannot read " + unreadable.getMessage());
            return NOT_UNDERSTOOD;
        }
    }

    private static Optional<Arguments> understood(List<String> arguments) {
        Optional<Path> export = Optional.empty();
        Optional<Path> checkpoint = Optional.empty();
        Optional<String> keyId = Optional.empty();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            boolean hasValue = i + 1 < arguments.size();
            if (argument.equals("--checkpoint") && hasValue) {
                checkpoint = Optional.of(Path.of(arguments.get(++i)));
            } else if (argument.equals("--key-id") && hasValue) {
                keyId = Optional.of(arguments.get(++i));
            } else if (!argument.startsWith("--") && export.isEmpty()) {
                export = Optional.of(Path.of(argument));
            } else {
                return Optional.empty();
            }
        }
        if (export.isEmpty() || checkpoint.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Arguments(export.get(), checkpoint.get(), keyId));
    }

    private int verify(Arguments arguments) throws IOException {
        List<Checkpoint> checkpoints = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(arguments.checkpoint())) {
                if (!line.isBlank()) {
                    checkpoints.add(Checkpoint.parse(line));
                }
            }
        } catch (IllegalArgumentException otherForm) {
            out.printf("%s: %s%n", arguments.checkpoint(), otherForm.getMessage());
            return NOT_UNDERSTOOD;
        }
        if (checkpoints.isEmpty()) {
            out.printf("%s holds no checkpoint%n", arguments.checkpoint());
            return NOT_UNDERSTOOD;
        }
        return areSigned(checkpoints, arguments.keyId()) ? verify(arguments.export(), checkpoints) : NOT_VERIFIED;
    }

    private boolean areSigned(List<Checkpoint> checkpoints, Optional<String> keyId) {
        for (Checkpoint checkpoint : checkpoints) {
            if (!checkpoint.signatureHolds()
                    || keyId.filter(id -> !id.equals(checkpoint.keyId())).isPresent()) {
                out.printf(
                        "NOT VERIFIED: the checkpoint over %d events is not signed by key %s%n",
                        checkpoint.size(), keyId.orElse(checkpoint.keyId()));
                return false;
            }
        }
        Checkpoint last = checkpoints.getLast();
        out.printf(
                "checkpoints   %d, signatures are right; the last: %d events, root %s, signed %s by key %s%n",
                checkpoints.size(), last.size(), last.root(), last.at(), last.keyId());
        if (keyId.isEmpty()) {
            out.println(
                    "              (compare the key id with the one that the operator has given you, or pass it as --key-id)");
        }
        return true;
    }

    private int verify(Path export, List<Checkpoint> checkpoints) throws IOException {
        ExportVerifier verifier = new ExportVerifier(checkpoints);
        // Bytes that are no text are replaced, so that the line that holds them is named.
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(export), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                verifier.line(line);
                if (verifier.lines() % TOLD_EVERY == 0) {
                    out.printf("              %d lines so far%n", verifier.lines());
                }
            }
        }
        verifier.end();
        out.printf(
                "export        %d lines, %d leaves, %d subscriptions, root %s%n",
                verifier.lines(), verifier.leaves(), verifier.subscriptions(), verifier.root());
        return verdict(verifier, checkpoints);
    }

    private int verdict(ExportVerifier verifier, List<Checkpoint> checkpoints) {
        List<String> findings = verifier.findings();
        if (findings.isEmpty()) {
            long covered =
                    checkpoints.stream().mapToLong(Checkpoint::size).max().orElse(0);
            out.printf(
                    "checked       every event hashed anew (RFC 8785, SHA-256); no sequence has a gap; %d checkpoints agree (RFC 6962)%n",
                    verifier.checkpointsCompared());
            out.printf(
                    "VERIFIED      the first %d events are what was signed%s%n",
                    covered,
                    verifier.leaves() > covered
                            ? "; %d after them are newer than the checkpoint".formatted(verifier.leaves() - covered)
                            : "");
            return VERIFIED;
        }
        out.printf("NOT VERIFIED: %d findings%n", findings.size() + verifier.moreFindings());
        findings.stream().limit(FINDINGS_PRINTED_MAX).forEach(finding -> out.println("  " + finding));
        if (findings.size() > FINDINGS_PRINTED_MAX) {
            out.println("  ...");
        }
        return NOT_VERIFIED;
    }
}
