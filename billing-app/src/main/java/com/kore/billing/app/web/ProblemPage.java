package com.kore.billing.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/** Shows a problem to somebody who looks at pages, wherever in the stack it shows. */
@FunctionalInterface
public interface ProblemPage {
    /** What {@link #show} gives. */
    String MEDIA_TYPE = "text/html;charset=UTF-8";

    /**
     * The page in UTF-8; empty if it cannot be made, and the problem is then told as JSON.
     *
     * @param response for its headers; the body is written by the caller
     */
    Optional<byte[]> show(Problem problem, HttpServletRequest request, HttpServletResponse response);

    /** From now on problems of this request are shown by this. */
    default void showProblemsOf(HttpServletRequest request) {
        request.setAttribute(ProblemPage.class.getName(), this);
    }

    /** What shows problems of a request; empty where they are told as JSON. */
    static Optional<ProblemPage> of(HttpServletRequest request) {
        return request.getAttribute(ProblemPage.class.getName()) instanceof ProblemPage page
                ? Optional.of(page)
                : Optional.empty();
    }
}
