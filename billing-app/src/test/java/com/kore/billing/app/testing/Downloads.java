package com.kore.billing.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;

/** Files that the service gives, each kept under a name of its own: DuckDB remembers what it has read of a path. */
public record Downloads(ServiceClient service, Path folder) {
    private static final String EXPORTS = "/v1/analytics/exports/";

    /** A file that has come whole. */
    public record File(Path path, HttpResponse<Path> answer) {
        public long position() {
            return Long.parseLong(header("X-Event-Position"));
        }

        public String header(String name) {
            return answer.headers().firstValue(name).orElse("");
        }
    }

    /** @param file such as {@code credits.csv} */
    public File export(String file) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Path> answer = client.send(
                    service.request(EXPORTS + file)
                            .header("Authorization", "Bearer " + service.token("analyst"))
                            .build(),
                    HttpResponse.BodyHandlers.ofFile(
                            folder.resolve(UUID.randomUUID() + "-" + file.replaceFirst("\\?.*", ""))));
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            return new File(answer.body(), answer);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
