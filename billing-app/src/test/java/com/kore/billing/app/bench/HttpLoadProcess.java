package com.kore.billing.app.bench;

import com.kore.billing.app.testing.RunningService;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** {@link HttpLoad} in its process. */
final class HttpLoadProcess implements AutoCloseable {
    private final Process process;
    private final BufferedWriter rounds;
    private final BufferedReader answers;

    /** One round: the rate, and how long commands took. */
    record Round(double perSecond, double p50Millis, double p99Millis) {}

    /** Its compiler is kept short, so that it does not take from the service what it needs to become fast itself. */
    HttpLoadProcess(RunningService service) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HttpLoad.class.getName(),
                        Integer.toString(service.base().getPort()),
                        Integer.toString(BenchAccounts.CLIENTS))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(HttpLoad.TOKEN, service.token("service"));
        process = builder.start();
        rounds = process.outputWriter();
        answers = process.inputReader();
    }

    Round run(Duration duration, int firstUsers, boolean withKeys) throws IOException {
        rounds.write(duration.toMillis() + " " + firstUsers + " " + withKeys + "\n");
        rounds.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the load generator ended; see what it printed");
        }
        String[] figures = answer.split(" ", -1);
        return new Round(
                Double.parseDouble(figures[0]), Double.parseDouble(figures[1]), Double.parseDouble(figures[2]));
    }

    @Override
    public void close() throws IOException {
        rounds.close();
        process.destroy();
    }
}
