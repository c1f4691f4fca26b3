package com.kore.billing.app.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Sends bytes that no client of HTTP would, and reads what comes back, on one connection for as long as the service keeps it. */
final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final URI service;
    private Socket socket = new Socket();
    private InputStream input = InputStream.nullInputStream();

    RawConnection(URI service) {
        this.service = service;
    }

    /** What was answered; a stream is cut after its headers, and then has no body. */
    record Response(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    Response send(byte[] request) throws IOException {
        if (!socket.isConnected() || socket.isClosed()) {
            return onFreshConnection(request);
        }
        try {
            return exchange(request);
        } catch (EOFException | SocketException endedMeanwhile) {
            // As a service may do with a connection that nobody used for a while, or after a request that it could not
            // read.
            return onFreshConnection(request);
        }
    }

    private Response onFreshConnection(byte[] request) throws IOException {
        socket.close();
        socket = new Socket(service.getHost(), service.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        input = new BufferedInputStream(socket.getInputStream());
        return exchange(request);
    }

    private Response exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        boolean endless =
                status == 200 && headers.getOrDefault("content-type", "").startsWith("text/event-stream");
        Response response = new Response(status, headers, endless || status == 304 ? "" : body(headers));
        if (endless || headers.getOrDefault("connection", "").equals("close")) {
            socket.close();
        }
        return response;
    }

    private String body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = size(); size > 0; size = size()) {
                body.writeBytes(exactly(size));
                line();
            }
            line();
            return body.toString(StandardCharsets.UTF_8);
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new String(exactly(length), StandardCharsets.UTF_8);
    }

    private int size() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = input.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("a body ended early");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
