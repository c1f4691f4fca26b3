package com.kore.billing.app.testing;

import com.kore.billing.app.BillingApplication;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service on a port of its own, and a client that speaks to it as others do. */
public final class RunningService extends ServiceClient implements AutoCloseable {
    /** Base64 of 32 bytes. */
    private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final ConfigurableApplicationContext context;

    private RunningService(ConfigurableApplicationContext context, Path dataDir) {
        super(URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port")), dataDir);
        this.context = context;
    }

    /** Starts on a fresh database, in sandbox time that begins at an instant. */
    public static RunningService inSandboxTime(Vendor database, Path dataDir, String start) {
        return start(database, dataDir, Map.of("billing.clock", "sandbox", "billing.clock-start", start));
    }

    /**
     * Starts on a fresh database; with H2, on what stands in the folder.
     *
     * @param more configuration besides the service's own
     */
    public static RunningService start(Vendor database, Path dataDir, Map<String, String> settings, Class<?>... more) {
        return on(
                database == Vendor.POSTGRESQL ? TestDatabases.freshPostgres() : TestDatabases.h2In(dataDir),
                dataDir,
                settings,
                more);
    }

    /**
     * Starts on a database that outlives it, as it is found after a restart, or by another node.
     *
     * @param more configuration besides the service's own
     */
    public static RunningService on(
            TestDatabase database, Path dataDir, Map<String, String> settings, Class<?>... more) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(BillingApplication.class).sources(more);
        String[] arguments = arguments(database, dataDir, settings).toArray(String[]::new);
        return new RunningService(application.run(arguments), dataDir);
    }

    /** What the service is started with; also for a process of its own. */
    public static List<String> arguments(TestDatabase database, Path dataDir, Map<String, String> settings) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--server.port=0");
        arguments.add("--billing.data-dir=" + dataDir);
        if (!settings.containsKey("billing.shutdown.drain-max")) {
            // Nobody else asks it any more.
            arguments.add("--billing.shutdown.drain-max=0s");
        }
        settings.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        if (database.vendor() == Vendor.POSTGRESQL) {
            arguments.add("--spring.profiles.active=postgresql");
            arguments.add("--spring.datasource.url=" + database.url());
            arguments.add("--spring.datasource.username=" + database.user());
            arguments.add("--spring.datasource.password=" + database.password());
            arguments.add("--billing.encryption.master-key=" + MASTER_KEY);
        } else {
            arguments.add("--spring.datasource.url=" + database.url() + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        }
        return arguments;
    }

    /** A bean of the running service, for what has no HTTP. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** All beans of a type. */
    public <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    @Override
    public void close() {
        context.close();
    }
}
