package com.kore.billing.app.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Opens the file of an embedded H2, for all pools of this process.
 *
 * <p>H2 gives a database up that it cannot write, and opens the file again for the next connection. But each session of the one given up that
 * is used afterwards strikes the database of that name off H2's list: a late one the new database. That goes on for the connections that it has,
 * and keeps the file locked; every other connection is told that the file is in use, for as long as one of those is left in a pool. So when somebody
 * is told that, all pools let go of what they have, upon which H2 closes the file, and the next connection opens it.
 */
final class EmbeddedFile extends DelegatingDataSource {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedFile.class);

    private final List<HikariDataSource> pools = new CopyOnWriteArrayList<>();

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
            return super.getConnection();
        } catch (SQLException failed) {
            throw inUse(failed);
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        try {
            return super.getConnection(user, password);
        } catch (SQLException failed) {
            throw inUse(failed);
        }
    }

    private SQLException inUse(SQLException failed) {
        if (failed.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
            LOG.warn(
                    "H2's file is in use, perhaps by connections of this process to a database that H2 has lost sight of; all are closed");
            pools.stream()
                    .filter(HikariDataSource::isRunning)
                    .forEach(pool -> pool.getHikariPoolMXBean().softEvictConnections());
        }
        return failed;
    }
}
