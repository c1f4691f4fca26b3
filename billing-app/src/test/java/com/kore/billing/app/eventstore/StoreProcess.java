package com.kore.billing.app.eventstore;

import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.Vendor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service in a process of its own, to be killed: says on its output what was answered, as soon as it was. */
final class StoreProcess {
    private static final int SENDERS = 8;

    private StoreProcess() {}

    /** Its arguments are those of a {@link TestDatabase}. */
    public static void main(String[] arguments) {
        TestDatabase database =
                new TestDatabase(Vendor.valueOf(arguments[0]), arguments[1], arguments[2], arguments[3]);
        Node node = Node.on(database);
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int sender = 0; sender < SENDERS; sender++) {
                String id = "account-" + sender;
                senders.execute(() -> send(node.commands(), id));
            }
        }
    }

    private static void send(CommandDispatcher commands, String id) {
        say(id, commands.dispatch(Samples.open(id), Samples.by("jane")));
        for (int users = 10; ; users++) {
            say(id, commands.dispatch(Samples.users(id, users), Samples.by("jane")));
        }
    }

    private static void say(String id, DecidedCommand decided) {
        System.out.println("stored " + id + " " + decided.version());
        System.out.flush();
    }
}
