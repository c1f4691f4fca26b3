package com.kore.billing.app.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows the feed on a bare socket with a small buffer, and reads only when it is told to. It speaks HTTP/1.0, so that the
 * body arrives as it is, without the sizes of chunks between the lines.
 */
public final class SlowReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 4_096;

    private final Socket socket = new Socket();

    public SlowReader(RunningService service) throws IOException {
        socket.setReceiveBufferSize(BUFFER_BYTES);
        socket.connect(
                new InetSocketAddress(service.base().getHost(), service.base().getPort()));
        String request = "GET /v1/events HTTP/1.0\r\nHost: " + service.base().getAuthority()
                + "\r\nAuthorization: Bearer " + service.token("service") + "\r\nAccept: text/event-stream\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads on until it has seen a position; all ids since the last time. */
    public List<Long> readUpTo(long position) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1);
        List<Long> seen = new ArrayList<>();
        while (seen.isEmpty() || seen.getLast() < position) {
            String line = reader.readLine();
            if (line == null) {
                throw new IOException("the stream ended after " + seen);
            }
            if (line.startsWith("id: ")) {
                seen.add(Long.parseLong(line.substring("id: ".length())));
            }
        }
        return seen;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
