package com.kore.billing.app.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request, byte by byte.
 *
 * @param role whose token it carries; none if empty
 * @param target path and query as they stand in the request line
 * @param headers besides host, length and token
 * @param body each character of it a byte
 * @param elsewhere whether its path leads to some other operation, or to none
 */
record FuzzedRequest(
        ApiOperation operation, String role, String target, List<String> headers, String body, boolean elsewhere) {
    private static final int SHOWN_MAX = 2_000;

    byte[] bytes(String token) {
        StringBuilder head = new StringBuilder(operation.method() + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        if (!token.isEmpty()) {
            head.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (operation.method().equals("POST")) {
            head.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body.getBytes(StandardCharsets.ISO_8859_1));
        return bytes.toByteArray();
    }

    /** All but the token, short enough to read. */
    @Override
    public String toString() {
        String text = "%s as %s%n%s %s%n%s%n%n%s"
                .formatted(
                        operation,
                        role.isEmpty() ? "nobody" : role,
                        operation.method(),
                        target,
                        String.join("\n", headers),
                        new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        return text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "..." : text;
    }
}
