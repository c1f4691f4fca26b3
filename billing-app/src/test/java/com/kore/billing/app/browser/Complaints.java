package com.kore.billing.app.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a browser has to say against pages: errors on the console (there it tells what the CSP forbids), of scripts, and of requests. */
final class Complaints {
    private static final Set<String> NO_FAULTS = Set.of("net::ERR_ABORTED", "csp");

    private final List<String> told = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    Complaints(BrowserContext context) {
        context.onConsoleMessage(this::console);
        context.onWebError(error -> told.add("script: " + error.error()));
        context.onRequestFailed(this::failed);
        context.onResponse(this::answered);
    }

    /** From now on one complaint with this in it is right, and must come. */
    void expect(String part) {
        expected.add(part);
    }

    /** What is there and should not be, and what is not there and should. */
    List<String> unexpected() {
        List<String> wrong = new ArrayList<>(told);
        for (String part : expected) {
            int found = indexOf(wrong, part);
            if (found < 0) {
                wrong.add("missing: " + part);
            } else {
                wrong.remove(found);
            }
        }
        return wrong;
    }

    private static int indexOf(List<String> complaints, String part) {
        for (int i = 0; i < complaints.size(); i++) {
            if (complaints.get(i).contains(part)) {
                return i;
            }
        }
        return -1;
    }

    /** Of a request the console knows less than the request itself. */
    private void console(ConsoleMessage message) {
        if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
            told.add("console: " + message.text() + " (" + message.location() + ")");
        }
    }

    private void answered(Response response) {
        if (response.status() >= 400) {
            told.add("answer: " + response.status() + " to " + named(response.request()));
        }
    }

    /** Broken off where the visitor goes elsewhere, and where the answer is a file to keep; of the CSP the console tells. */
    private void failed(Request request) {
        if (!NO_FAULTS.contains(request.failure())) {
            told.add("request: " + request.failure() + ", " + named(request));
        }
    }

    private static String named(Request request) {
        return request.method() + " " + request.url();
    }
}
