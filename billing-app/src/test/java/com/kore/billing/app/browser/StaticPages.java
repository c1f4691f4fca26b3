package com.kore.billing.app.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** A few pages under the CSP that ours have, to see what is found on them. What is not among them is answered with 404. */
final class StaticPages implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> pages;

    /** @param pages by path; with {@code .js} a script, with {@code .csv} a file to keep */
    StaticPages(Map<String, String> pages) {
        this.pages = pages;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Security-Policy", "default-src 'self'");
        headers.set("Content-Type", path.endsWith(".js") ? "text/javascript" : "text/html;charset=utf-8");
        if (path.endsWith(".csv")) {
            headers.set("Content-Type", "text/csv");
            headers.set("Content-Disposition", "attachment; filename=\"" + path.substring(1) + "\"");
        }
        Optional<String> page = Optional.ofNullable(pages.get(path));
        byte[] body = page.orElse("Nothing here").getBytes(UTF_8);
        exchange.sendResponseHeaders(page.isPresent() ? 200 : 404, body.length);
        try (OutputStream answer = exchange.getResponseBody()) {
            answer.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
