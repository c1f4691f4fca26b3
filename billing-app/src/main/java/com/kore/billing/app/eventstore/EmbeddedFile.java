package com.kore.billing.app.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.command.CommandInterface;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Opens the file of an embedded H2, for all pools of this process.
 *
 * <p>H2 gives a database up that it cannot write, and opens the file again for the next connection. What connections of the one given up have read before
 * they go on finding in memory, without an error, while others write to the new one. So before anybody gets the first connection to a database that was opened anew,
 * all pools let go of what they have.
 *
 * <p>And each session of the one given up that is used afterwards strikes the database of that name off H2's list: a late one the new database. That goes
 * on for the connections that it has, and keeps the file locked; every other connection is told that the file is in use, for as long as one of those
 * is left in a pool. So when somebody is told that, all pools let go too, upon which H2 closes the file, and the next connection opens it.
 *
 * <p>It closes it without a word more, as if it were killed. By itself it would tidy up, in the room of what was replaced; if it cannot write to the end while
 * it does so, because the disk is full, the next one to open the file finds one of hundreds of commits ago.
 */
final class EmbeddedFile extends DelegatingDataSource {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedFile.class);

    private final List<HikariDataSource> pools = new CopyOnWriteArrayList<>();
    private final ReentrantLock letting = new ReentrantLock();

    /** That the newest connection is to. */
    private @Nullable Database present;

    private EmbeddedFile(DataSource file) {
        super(file);
    }

    /** Lets a pool that has not begun yet open its connections by this, if its database is embedded and has a file. */
    static void openFor(HikariDataSource pool, DataSource file) {
        EmbeddedFile embedded = new EmbeddedFile(file);
        embedded.pools.add(pool);
        pool.setDataSource(embedded);
    }

    /** A further pool of the same file, which has begun. */
    void isUsedBy(HikariDataSource pool) {
        pools.add(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return onlyOne(super.getConnection());
        } catch (SQLException failed) {
            throw inUse(failed);
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        try {
            return onlyOne(super.getConnection(user, password));
        } catch (SQLException failed) {
            throw inUse(failed);
        }
    }

    /** Of several that come at once none gets its connection before all others are let go of. */
    private Connection onlyOne(Connection opened) throws SQLException {
        if (opened.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
            letting.lock();
            try {
                if (session.getDatabase() == null
                        || session.getDatabase().getStore().getMvStore().isClosed()) {
                    opened.close();
                    throw new SQLException(
                            "H2 has given the database up that this connection was to",
                            Integer.toString(ErrorCode.DATABASE_IS_CLOSED),
                            ErrorCode.DATABASE_IS_CLOSED);
                }
                if (present != null && present != session.getDatabase()) {
                    LOG.warn("H2 has opened its file anew; all connections from before are closed");
                    letGo();
                }
                if (present != session.getDatabase()) {
                    closesWithoutWriting(session.getDatabase());
                }
                present = session.getDatabase();
            } finally {
                letting.unlock();
            }
        }
        return opened;
    }

    /** Unless what was committed is written later, which would then be never. */
    private static void closesWithoutWriting(Database database) {
        if (database.getStore().getMvStore().getAutoCommitDelay() == 0) {
            database.setCompactMode(CommandInterface.SHUTDOWN_IMMEDIATELY);
        }
    }

    private SQLException inUse(SQLException failed) {
        if (failed.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
            LOG.warn(
                    "H2's file is in use, perhaps by connections of this process to a database that H2 has lost sight of;"
                            + " all are closed");
            letGo();
        }
        return failed;
    }

    private void letGo() {
        pools.stream()
                .filter(HikariDataSource::isRunning)
                .forEach(pool -> pool.getHikariPoolMXBean().softEvictConnections());
    }
}
