package com.kore.billing.app.testing;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL of a test's own, on which it may do its worst: stopped at once, killed, out of space, misconfigured, and started again on
 * the same files and port. It is as durable as by default. Its log is in small segments, so that a limit to the size of files can stop its
 * tables from growing and leave the log alone.
 */
public final class OwnPostgres implements AutoCloseable {
    /** Of each file of its log: the least that there is. */
    public static final long LOG_SEGMENT_BYTES = 1 << 20;

    private static final String ROLE = "billing";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path directory;
    private EmbeddedPostgres server;
    private List<ProcessHandle> frozen = List.of();

    private OwnPostgres(Path directory) {
        this.directory = directory;
        this.server = launch(directory, 0);
        execute("CREATE ROLE " + ROLE + " LOGIN");
        execute("CREATE DATABASE " + ROLE + " OWNER " + ROLE);
    }

    /** Starts a new one. */
    public static OwnPostgres startIn(Path directory) {
        return new OwnPostgres(directory);
    }

    private static EmbeddedPostgres launch(Path directory, int port) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setLocaleConfig("wal-segsize", "1")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
        try {
            return (port == 0 ? builder : builder.setPort(port)).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The database {@code billing}, as the role of that name, which owns it and is no superuser. */
    public TestDatabase database() {
        return new TestDatabase(Vendor.POSTGRESQL, server.getJdbcUrl(ROLE, ROLE), ROLE, ROLE);
    }

    /** As {@code pg_ctl stop -m immediate}: nothing is written any more, every line ends. */
    public void stopAtOnce() {
        end("QUIT");
    }

    /** SIGKILL to the server's first process; the others end when they notice. */
    public void kill() {
        end("KILL");
    }

    /** SIGSTOP to all of its processes: whoever asks is not answered, and whoever comes gets a line and no answer. */
    public void freeze() {
        frozen = processes();
        signal("STOP");
    }

    /** SIGCONT: it goes on with all that it was asked meanwhile, also by those who have left. */
    public void wake() {
        signal("CONT");
        frozen = List.of();
    }

    /** To the first process before all others, so that it makes no more; what has ended meanwhile gets none. */
    private void signal(String signal) {
        for (ProcessHandle process : frozen) {
            try {
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .redirectErrorStream(true)
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }

    private void end(String signal) {
        List<ProcessHandle> processes = processes();
        run("kill", "-" + signal, Long.toString(processes.getFirst().pid()));
        await().atMost(PATIENCE).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    private void start() {
        int port = server.getPort();
        close();
        server = launch(directory, port);
    }

    /** Returns once it takes connections: starts it again if it has ended, by itself, too, or waits until it has recovered. */
    public void bringUp() {
        await().atMost(PATIENCE).until(() -> {
            if (processes().isEmpty()) {
                start();
            }
            return takesConnections();
        });
    }

    private boolean takesConnections() {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** From now on no file grows beyond this size. */
    public void limitFiles(long bytes) {
        limitFiles(Optional.of(bytes));
    }

    /** Files may grow again. */
    public void unlimitFiles() {
        limitFiles(Optional.empty());
    }

    /** The first process before all others: whoever comes meanwhile has its limit. */
    private void limitFiles(Optional<Long> bytes) {
        processes().stream().limit(1).forEach(first -> FileLimit.set(first.pid(), bytes));
        processes().forEach(process -> FileLimit.set(process.pid(), bytes));
    }

    /** As a superuser, in a transaction of its own. */
    public void execute(String sql) {
        execute("postgres", sql);
    }

    /** The same in the service's database. */
    public void executeInDatabase(String sql) {
        execute(ROLE, sql);
    }

    private void execute(String database, String sql) {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first one, and its children; none if it is down. */
    private List<ProcessHandle> processes() {
        Path pidFile = directory.resolve("postmaster.pid");
        try (Stream<String> lines = Files.lines(pidFile)) {
            return lines.limit(1)
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())).stream())
                    .filter(ProcessHandle::isAlive)
                    .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
                    .toList();
        } catch (IOException down) {
            return List.of();
        }
    }

    private static void run(String... command) {
        try {
            int result = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (result != 0) {
                throw new IllegalStateException(String.join(" ", command) + " answers " + result);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
