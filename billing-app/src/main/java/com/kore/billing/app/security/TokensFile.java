package com.kore.billing.app.security;

import com.kore.billing.app.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code tokens.json} in the data directory: one bearer token of 256 random bits for each kind of caller, generated at the first start,
 * readable by its owner alone. Delete it to have new ones.
 */
public final class TokensFile {
    /** What each generated token is good for. */
    static final Map<String, Set<String>> SCOPES = Map.of(
            "service", Set.of(Scopes.READ, Scopes.WRITE),
            "auditor", Set.of(Scopes.AUDIT),
            "analyst", Set.of(Scopes.ANALYTICS),
            "operator", Set.of(Scopes.OPERATIONS),
            "admin", Set.of(Scopes.ADMIN));

    private static final String NAME = "tokens.json";
    private static final int TOKEN_BYTES = 32;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private TokensFile() {}

    /** Where it is. */
    public static Path in(Path dataDirectory) {
        return dataDirectory.resolve(NAME);
    }

    /** The tokens by name; generates the file if there is none. */
    static Map<String, String> readOrGenerate(Path dataDirectory) {
        Path file = in(dataDirectory);
        try {
            return Files.exists(file) ? read(file) : generate(file);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read or write " + file.toAbsolutePath(), broken);
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Map<String, String> tokens;
        try {
            tokens = JSON.readValue(Files.readString(file), new TypeReference<Map<String, String>>() {});
        } catch (JacksonException malformed) {
            throw refused(file);
        }
        if (!tokens.keySet().equals(SCOPES.keySet()) || tokens.values().stream().anyMatch(TokensFile::isWeak)) {
            throw refused(file);
        }
        return tokens;
    }

    private static boolean isWeak(String token) {
        return token == null || token.length() < TOKEN_BYTES;
    }

    private static StartRefused refused(Path file) {
        return new StartRefused(
                file.toAbsolutePath() + " does not hold the five tokens.",
                "Delete it: the next start generates new ones.");
    }

    private static Map<String, String> generate(Path file) throws IOException {
        SecureRandom random = new SecureRandom();
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String name : new String[] {"service", "auditor", "analyst", "operator", "admin"}) {
            byte[] bytes = new byte[TOKEN_BYTES];
            random.nextBytes(bytes);
            tokens.put(name, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        Path directory =
                Files.createDirectories(file.toAbsolutePath().normalize().getParent());
        Path draft = Files.createTempFile(directory, "tokens", ".tmp", ownerOnly(directory));
        Files.writeString(draft, JSON.writeValueAsString(tokens) + System.lineSeparator());
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return tokens;
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
