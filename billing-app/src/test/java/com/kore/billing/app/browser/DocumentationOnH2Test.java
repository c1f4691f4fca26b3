package com.kore.billing.app.browser;

import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of the API, which are somebody else's, under the CSP that they have here. */
@InBrowser
class DocumentationOnH2Test {

    @Test
    void an_integrator_reads_what_the_api_has(Visitors visitors, @TempDir Path folder) {
        try (RunningService service = RunningService.start(Vendor.H2, folder, Map.of());
                Visitor integrator = visitors.come(service.base())) {
            integrator.open("/swagger-ui.html");
            integrator.reads("/v1/subscriptions/{subscriptionId}/cancel");
            integrator.takePicture("operations");
        }
    }
}
