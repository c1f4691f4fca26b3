package com.kore.billing.app.console;

import com.kore.billing.app.web.Problem;
import com.kore.billing.app.web.ProblemPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.exceptions.TemplateEngineException;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/** A problem in plain words, with what to do and what to quote. */
final class ConsoleProblemPage implements ProblemPage {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleProblemPage.class);

    private final SpringTemplateEngine templates;

    ConsoleProblemPage(SpringTemplateEngine templates) {
        this.templates = templates;
    }

    @Override
    public Optional<byte[]> show(Problem problem, HttpServletRequest request, HttpServletResponse response) {
        WebContext context = new WebContext(
                JakartaServletWebApplication.buildApplication(request.getServletContext())
                        .buildExchange(request, response),
                Locale.ENGLISH,
                Map.of("problem", problem, "said", ProblemWords.of(problem)));
        try {
            return Optional.of(templates.process("console/problem", context).getBytes(StandardCharsets.UTF_8));
        } catch (TemplateEngineException broken) {
            LOG.error("the page of a problem cannot be made", broken);
            return Optional.empty();
        }
    }
}
