package com.kore.billing.app.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections with which threads of a service fail by an {@code Error}, once they are told to. No component, so that only those tests have it that
 * name it.
 */
public class ErringConnections {

    /** Of threads by their names, without the number that some end with. */
    public static final class Errors {
        private final Set<String> toFail = ConcurrentHashMap.newKeySet();
        private final Set<String> failed = ConcurrentHashMap.newKeySet();
        private final Set<String> goneOn = ConcurrentHashMap.newKeySet();

        /** Each fails with the next statement on a connection that it asks for. */
        public void letFail(Collection<String> threads) {
            toFail.addAll(threads);
        }

        /** Who has failed and has asked for another connection since. */
        public Set<String> goneOn() {
            return Set.copyOf(goneOn);
        }

        private Connection given(Connection connection) {
            String thread = Thread.currentThread().getName().replaceFirst("-\\d+$", "");
            if (toFail.remove(thread)) {
                failed.add(thread);
                return erring(connection);
            }
            if (failed.contains(thread)) {
                goneOn.add(thread);
            }
            return connection;
        }
    }

    /** One on which every statement fails, and whatever else is asked does not: to begin a transaction is no failure yet. */
    private static Connection erring(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().endsWith("Statement")) {
                        throw new NoClassDefFoundError("of a test");
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getTargetException();
                    }
                });
    }

    @Bean
    static Errors errors() {
        return new Errors();
    }

    @Bean
    static BeanPostProcessor erring(Errors errors) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String beanName) {
                return bean instanceof DataSource dataSource ? new Erring(dataSource, errors) : bean;
            }
        };
    }

    private static final class Erring extends DelegatingDataSource {
        private final Errors errors;

        Erring(DataSource target, Errors errors) {
            super(target);
            this.errors = errors;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return errors.given(super.getConnection());
        }
    }
}
