package com.kore.billing.app.testing;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Lets a service notice after a few kilobytes that its caller does not read; the operating system would take megabytes. No component, so
 * that only those tests have it that name it.
 */
public class SmallSocketBuffers {
    private static final String BYTES = "4096";

    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> bufferSize() {
        return factory ->
                factory.addConnectorCustomizers(connector -> connector.setProperty("socket.txBufSize", BYTES));
    }
}
