package com.kore.billing.app.analytics.export;

import com.kore.billing.app.feed.CutValve;
import com.kore.billing.app.web.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;

/** Answers a request with a file: to whoever has a token, and to whoever is signed in to the console. */
@Component
public final class Exports {
    static final String POSITION = "X-Event-Position";

    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);
    private static final List<String> OF_A_FILE =
            List.of(HttpHeaders.ETAG, HttpHeaders.CONTENT_DISPOSITION, HttpHeaders.CACHE_CONTROL, POSITION);

    private final Snapshots snapshots;
    private final ExportRoom room;

    Exports(Snapshots snapshots, ExportRoom room) {
        this.snapshots = snapshots;
        this.room = room;
    }

    /** What the name of a file may end with, without the dot. */
    public List<String> suffixes() {
        return Arrays.stream(ExportFormat.values()).map(ExportFormat::suffix).toList();
    }

    /**
     * Writes the file, from its first row to its last; one that breaks off is cut.
     *
     * @param file a view, a dot, and the form
     * @param asOfColumn whether each row says the position that the file is as of
     * @throws RequestRefused if there is no such view or form, or as many files as may be are on their way
     */
    public void answer(String file, boolean asOfColumn, HttpServletRequest request, HttpServletResponse response) {
        ExportRequest asked = ExportRequest.of(file, asOfColumn);
        try {
            snapshots.within(snapshot -> answer(asked, snapshot, request, response));
        } catch (IOException gone) {
            LOG.debug("the caller is gone", gone);
        } catch (RuntimeException failed) {
            if (!response.isCommitted()) {
                OF_A_FILE.forEach(header -> response.setHeader(header, null));
                throw failed;
            }
            LOG.error("an export broke off; its connection is closed, so that nobody takes it for a whole one", failed);
            CutValve.cutOf(request).run();
        }
    }

    private void answer(
            ExportRequest asked, Snapshot snapshot, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache, private");
        if (new ServletWebRequest(request, response).checkNotModified(asked.tag(snapshot))) {
            return;
        }
        response.setHeader(POSITION, Long.toString(snapshot.position()));
        response.setContentType(asked.format().mediaType());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + asked.fileName(snapshot) + "\"");
        if (request.getMethod().equals(HttpMethod.HEAD.name())) {
            return;
        }
        room.enter();
        try {
            asked.write(snapshots, snapshot, response.getOutputStream());
        } finally {
            room.leave();
        }
    }
}
