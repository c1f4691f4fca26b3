package com.kore.billing.app.console;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.view.RedirectView;

/** What answers a form that was sent: another page to look at, so that loading it again sends nothing. */
public final class SeeOther {
    private SeeOther() {}

    /** 303 to a path of this service. */
    public static RedirectView at(String path) {
        RedirectView redirect = new RedirectView(path);
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        redirect.setExposeModelAttributes(false);
        return redirect;
    }
}
