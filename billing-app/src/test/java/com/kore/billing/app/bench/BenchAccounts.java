package com.kore.billing.app.bench;

/** The free accounts that commands are sent to: each client has its own, and takes them in turn. */
final class BenchAccounts {
    static final int CLIENTS = 32;
    static final int PER_CLIENT = 50;

    private BenchAccounts() {}

    static String id(int client, int count) {
        return "bench-" + client + "-" + count % PER_CLIENT;
    }

    /** Another number each time that an account has its turn, so that every command changes something. */
    static int users(int count) {
        return 2 + count / PER_CLIENT % 100_000;
    }
}
