package com.kore.billing.app.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the container sends a request that it gave up on; answers as a problem. Asked for directly, there is nothing here. */
@Hidden
@RestController
final class ErrorPage implements ErrorController {

    @RequestMapping("/error")
    void problem(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof SocketTimeoutException) {
            ProblemWriter.write(request, response, ProblemCode.MALFORMED, "The body took too long to arrive.");
            return;
        }
        ProblemCode code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? ProblemCode.ofStatus(status)
                : ProblemCode.NOT_FOUND;
        ProblemWriter.write(request, response, code, code.title() + ".");
    }
}
