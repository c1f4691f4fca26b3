package com.kore.billing.app.security;

import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestTemplate;

/** How the issuer of JWTs is asked for its keys. */
@Configuration(proxyBeanMethods = false)
class IssuerDecoderConfiguration {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(3);

    @Bean
    JwkSetUriJwtDecoderBuilderCustomizer issuerIsAskedWithinSeconds() {
        RestTemplate issuer = new RestTemplate(requests());
        issuer.getInterceptors().add(new KeptKeys(System::nanoTime, Thread::startVirtualThread));
        return builder -> builder.restOperations(issuer);
    }

    private static JdkClientHttpRequestFactory requests() {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .connectTimeout(CONNECT_MAX)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build());
        requests.setReadTimeout(ANSWER_MAX);
        return requests;
    }
}
