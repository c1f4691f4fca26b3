package com.kore.billing.app.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands between a service and its PostgreSQL, and cuts the line where it hurts: at a commit of events, not at anybody else's. */
public final class CuttingProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final Duration LOOKED_EVERY = Duration.ofMillis(1);

    private final ServerSocket entrance;
    private final URI database;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Socket> silent = new CopyOnWriteArrayList<>();
    private volatile Cut cut = Cut.NOWHERE;
    private volatile boolean away;
    private volatile Optional<String> awayAt = Optional.empty();
    private volatile boolean mute;
    private volatile Duration delay = Duration.ZERO;

    /** Where the line is cut, the next time. */
    public enum Cut {
        NOWHERE,
        /** The commit never arrives. */
        BEFORE_COMMIT,
        /** The commit arrives, and its answer does not come back. */
        AFTER_COMMIT,
        /** The commit arrives, then every line is cut, and nobody gets through any more. */
        AFTER_COMMIT_FOR_GOOD,
        /** The commit never arrives, and nobody is told. */
        SILENCE_BEFORE_COMMIT,
        /** The commit arrives, its answer does not come back, and nobody is told. */
        SILENCE_AFTER_COMMIT
    }

    public CuttingProxy(TestDatabase database) {
        this.database = URI.create(database.url().substring("jdbc:".length()));
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** The same database, through this proxy. */
    public TestDatabase through(TestDatabase direct) {
        String url = "jdbc:postgresql://localhost:" + entrance.getLocalPort() + database.getPath();
        return new TestDatabase(direct.vendor(), url, direct.user(), direct.password());
    }

    public void cut(Cut where) {
        cut = where;
    }

    /** Whether the line was cut since it was last asked for. */
    public boolean wasCut() {
        return cut == Cut.NOWHERE;
    }

    /** Cuts every line and lets nobody through, or lets them through again. */
    public void away(boolean isAway) {
        away = isAway;
        if (isAway) {
            sockets.forEach(CuttingProxy::close);
        }
    }

    /** Ends every line by a reset; new ones get through. */
    public void reset() throws IOException {
        for (Socket socket : sockets) {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        }
        sockets.clear();
    }

    /** Is away from the moment in which somebody says this. */
    public void awayAt(String statement) {
        awayAt = Optional.of(statement);
    }

    /** Keeps every line and holds all answers back, or lets them through again: to whoever is still there, also those that were held back. */
    public void mute(boolean isMute) {
        mute = isMute;
    }

    /** How much later than it came each answer is let through. */
    public void delay(Duration answersBy) {
        delay = answersBy;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                if (away) {
                    client.close();
                } else {
                    connect(client);
                }
            } catch (IOException closed) {
                close();
            }
        }
    }

    /** Whoever comes while the database is down is sent away, as the database's computer would. */
    private void connect(Socket client) {
        try {
            Socket server = new Socket(database.getHost(), database.getPort());
            sockets.add(client);
            sockets.add(server);
            Thread.ofVirtual().start(() -> forward(client, server));
            Thread.ofVirtual().start(() -> copy(server, client));
        } catch (IOException down) {
            close(client);
        }
    }

    private void forward(Socket client, Socket server) {
        byte[] buffer = new byte[BUFFER_BYTES];
        boolean writesEvents = false;
        Commits commits = new Commits();
        try {
            InputStream from = client.getInputStream();
            OutputStream to = server.getOutputStream();
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                if (awayAt.filter(text::contains).isPresent()) {
                    awayAt = Optional.empty();
                    away(true);
                    return;
                }
                writesEvents |= text.contains("INSERT INTO event ");
                boolean commit = commits.isIn(text);
                if (cut != Cut.NOWHERE && writesEvents && commit) {
                    cutAtCommit(client, to, buffer, read);
                    return;
                }
                to.write(buffer, 0, read);
            }
            close(server);
        } catch (IOException closed) {
            close(client);
            close(server);
        }
    }

    /** A driver says {@code COMMIT} once per connection and gives it a name, by which it calls it from then on. */
    private static final class Commits {
        private static final Pattern NAMED = Pattern.compile("(\\w+)\\x00COMMIT\\x00");
        private String called = "COMMIT";

        boolean isIn(String text) {
            Matcher named = NAMED.matcher(text);
            if (named.find()) {
                called = "\0" + named.group(1) + "\0";
                return true;
            }
            return text.contains(called) || text.contains("COMMIT");
        }
    }

    private void cutAtCommit(Socket client, OutputStream server, byte[] commit, int length) throws IOException {
        Cut here = cut;
        cut = Cut.NOWHERE;
        switch (here) {
            case SILENCE_BEFORE_COMMIT, NOWHERE -> silent.add(client);
            case BEFORE_COMMIT -> {
                server.close();
                close(client);
            }
            case SILENCE_AFTER_COMMIT -> {
                silent.add(client);
                server.write(commit, 0, length);
            }
            case AFTER_COMMIT -> {
                close(client);
                server.write(commit, 0, length);
            }
            case AFTER_COMMIT_FOR_GOOD -> {
                // First of all, or the answer may be back before the lines are cut.
                silent.add(client);
                server.write(commit, 0, length);
                server.flush();
                away(true);
            }
        }
    }

    private void copy(Socket server, Socket client) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream from = server.getInputStream();
            OutputStream to = client.getOutputStream();
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                holdBack(client);
                if (!silent.contains(client)) {
                    to.write(buffer, 0, read);
                }
            }
            if (!silent.contains(client)) {
                close(client);
            }
        } catch (IOException closed) {
            close(client);
            close(server);
        }
    }

    private void holdBack(Socket client) {
        LockSupport.parkNanos(delay.toNanos());
        while (mute && !client.isClosed() && !entrance.isClosed()) {
            LockSupport.parkNanos(LOOKED_EVERY.toNanos());
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(CuttingProxy::close);
    }
}
