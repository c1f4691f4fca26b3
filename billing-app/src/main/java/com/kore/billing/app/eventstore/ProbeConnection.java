package com.kore.billing.app.eventstore;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/**
 * The one connection of whoever asks on behalf of probes: of the same database as everybody's and on the same terms, but free however busy
 * those are. So no answer means that the database gives none.
 */
public final class ProbeConnection implements AutoCloseable {
    private final HikariDataSource pool;

    ProbeConnection(DataSource dataSource) {
        HikariDataSource everybodys = PoolBeside.everybodys(dataSource);
        HikariConfig config = PoolBeside.of(everybodys, "probes");
        config.setConnectionInitSql(everybodys.getConnectionInitSql());
        config.setConnectionTimeout(everybodys.getConnectionTimeout());
        config.setMaximumPoolSize(1);
        pool = PoolBeside.open(config);
    }

    /** For one at a time. */
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
