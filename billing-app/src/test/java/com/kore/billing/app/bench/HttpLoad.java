package com.kore.billing.app.bench;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends commands over HTTP from a process of its own: each client on one connection, the next command when the last one is answered. As
 * plain as it can be, because what it costs is taken from the service, with which it shares the machine.
 *
 * <p>Takes the port and the number of clients as arguments and the token from the environment, and then a round per line of its input,
 * {@code <milliseconds> <first number of users> <with keys>}; answers each with {@code <commands/s> <p50> <p99>} in milliseconds.
 */
final class HttpLoad implements AutoCloseable {
    /** Environment variable of the bearer token, which no list of processes shows. */
    static final String TOKEN = "BENCH_TOKEN";

    private final ExecutorService threads;
    private final List<Client> clients = new ArrayList<>();

    private HttpLoad(int port, int count, String token) {
        threads = Executors.newFixedThreadPool(count);
        for (int number = 0; number < count; number++) {
            clients.add(new Client(number, port, token));
        }
    }

    public static void main(String[] arguments) throws Exception {
        BufferedReader rounds = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (HttpLoad load =
                new HttpLoad(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), System.getenv(TOKEN))) {
            for (String line = rounds.readLine(); line != null; line = rounds.readLine()) {
                String[] round = line.split(" ", -1);
                System.out.println(load.round(
                        Long.parseLong(round[0]), Integer.parseInt(round[1]), Boolean.parseBoolean(round[2])));
            }
        }
    }

    private String round(long millis, int base, boolean withKeys) throws InterruptedException, ExecutionException {
        long started = System.nanoTime();
        long end = started + millis * 1_000_000;
        List<Callable<long[]>> work = new ArrayList<>();
        clients.forEach(client -> work.add(() -> client.until(end, base, withKeys)));
        List<long[]> each = new ArrayList<>();
        for (Future<long[]> done : threads.invokeAll(work)) {
            each.add(done.get());
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        long[] nanos = each.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%.1f %.3f %.3f",
                nanos.length / seconds,
                nanos[nanos.length / 2] / 1e6,
                nanos[(int) (nanos.length * 0.99)] / 1e6);
    }

    @Override
    public void close() throws IOException {
        threads.shutdown();
        for (Client client : clients) {
            client.socket.close();
        }
    }

    private static final class Client {
        private final int number;
        private final String authorization;
        private final int port;
        private Socket socket = new Socket();
        private InputStream in = InputStream.nullInputStream();

        Client(int number, int port, String token) {
            this.number = number;
            this.authorization = "Authorization: Bearer " + token + "\r\n";
            this.port = port;
        }

        private void connect() throws IOException {
            socket.close();
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }

        /** How long each command took. */
        long[] until(long end, int base, boolean withKeys) throws IOException {
            connect(); // The service has closed what was idle since the last round.
            long[] nanos = new long[1024];
            int done = 0;
            for (long now = System.nanoTime(); now < end; done++) {
                socket.getOutputStream().write(request(done, base, withKeys));
                expectSuccess();
                long answered = System.nanoTime();
                if (done == nanos.length) {
                    nanos = Arrays.copyOf(nanos, 2 * done);
                }
                nanos[done] = answered - now;
                now = answered;
            }
            return Arrays.copyOf(nanos, done);
        }

        private byte[] request(int count, int base, boolean withKeys) {
            String body = "{\"managedUsers\":" + (base + BenchAccounts.users(count)) + "}";
            String key = withKeys ? "Idempotency-Key: " + UUID.randomUUID() + "\r\n" : "";
            return ("POST /v1/subscriptions/" + BenchAccounts.id(number, count)
                            + "/change-managed-users HTTP/1.1\r\nHost: 127.0.0.1\r\n" + authorization + key
                            + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.ISO_8859_1);
        }

        /** Reads one answer, whether its length is announced or it comes in chunks. */
        private void expectSuccess() throws IOException {
            String status = line();
            int length = 0;
            boolean chunked = false;
            boolean last = false;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
                chunked |= header.regionMatches(true, 0, "Transfer-Encoding: chunked", 0, 26);
                last |= header.regionMatches(true, 0, "Connection: close", 0, 17);
            }
            String body = chunked ? chunks() : new String(in.readNBytes(length), StandardCharsets.UTF_8);
            if (!status.startsWith("HTTP/1.1 200")) {
                throw new IOException(status + " " + body);
            }
            if (last) {
                connect();
            }
        }

        private String chunks() throws IOException {
            StringBuilder body = new StringBuilder();
            int size = Integer.parseInt(line(), 16);
            while (size > 0) {
                body.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
                line();
                size = Integer.parseInt(line(), 16);
            }
            line();
            return body.toString();
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            int next = in.read();
            for (; next != '\n' && next >= 0; next = in.read()) {
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            if (next < 0) {
                throw new IOException("the service hung up");
            }
            return line.toString();
        }
    }
}
