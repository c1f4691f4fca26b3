package com.kore.billing.app.testing;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL of this computer's distribution, with its tools, on a port of its own: the one that tests bring along cannot be dumped, because
 * {@code pg_dump} does not come with it. Tests are skipped, and say so, where there is none.
 */
public final class InstalledPostgres implements AutoCloseable {
    private static final Path RELEASES = Path.of("/usr/lib/postgresql");

    private final Path bin;
    private final Path directory;
    private final int port;

    private InstalledPostgres(Path bin, Path directory, int port) {
        this.bin = bin;
        this.directory = directory;
        this.port = port;
    }

    /** Starts one whose files are in a directory; the newest that is installed. */
    public static InstalledPostgres startIn(Path directory) {
        InstalledPostgres server = new InstalledPostgres(
                newest().orElseGet(() -> missing("there is no PostgreSQL with pg_dump below " + RELEASES)),
                directory,
                freePort());
        server.run(server.asNobody("initdb", "-D", server.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8"));
        server.run(server.asNobody(
                "pg_ctl",
                "-D",
                server.data(),
                "-l",
                directory.resolve("server.log").toString(),
                "-o",
                "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=''".formatted(server.port),
                "-w",
                "start"));
        return server;
    }

    /** Skips the test, unless {@code -Dpostgresql-tools.required=true} says that there must be one. */
    private static Path missing(String what) {
        return Boolean.getBoolean("postgresql-tools.required") ? fail(what) : abort(what);
    }

    private static Optional<Path> newest() {
        if (!Files.isDirectory(RELEASES)) {
            return Optional.empty();
        }
        try (Stream<Path> releases = Files.list(RELEASES)) {
            return releases.map(release -> release.resolve("bin"))
                    .filter(bin -> Stream.of("initdb", "pg_ctl", "pg_dump", "pg_restore", "createdb")
                            .allMatch(tool -> Files.isExecutable(bin.resolve(tool))))
                    .max(Comparator.comparing(Path::toString));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestDatabase create(String name) {
        tool("createdb", name);
        return new TestDatabase(
                Vendor.POSTGRESQL, "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name), "postgres", "postgres");
    }

    /** Runs one of its tools, as an operator does: it must succeed. */
    public void tool(String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                bin.resolve(name).toString(), "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", "postgres"));
        command.addAll(List.of(arguments));
        run(command);
    }

    /** The server runs as nobody in particular: it refuses to be root. */
    private List<String> asNobody(String tool, String... arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(bin.resolve(tool).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private String data() {
        return directory.resolve("cluster").toString();
    }

    private void run(List<String> command) {
        Path log = directory.resolve("tools.log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            assertThat(process.waitFor(2, MINUTES)).as("%s ends", command).isTrue();
            assertThat(process.exitValue())
                    .as("%s says: %s", command, Files.readString(log))
                    .isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        run(asNobody("pg_ctl", "-D", data(), "-m", "fast", "-w", "stop"));
    }
}
