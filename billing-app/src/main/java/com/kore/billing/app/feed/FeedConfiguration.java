package com.kore.billing.app.feed;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.StartRefused;
import com.kore.billing.app.eventstore.AppendSignal;
import com.kore.billing.app.eventstore.EventReader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The feed: by lines, and as a stream. */
@Configuration(proxyBeanMethods = false)
class FeedConfiguration {
    private static final Duration HEARTBEAT_MIN = Duration.ofMillis(100);

    @Bean
    FeedReader feedReader(EventReader events, JsonMapper json) {
        return new FeedReader(events, json);
    }

    @Bean
    FeedLines feedLines(FeedReader reader, JsonMapper json) {
        return new FeedLines(reader, json);
    }

    @Bean
    EventTail eventTail(FeedReader reader, AppendSignal signal, BillingSettings settings, MeterRegistry meters) {
        BillingSettings.Feed feed = settings.feed();
        if (feed.heartbeat().compareTo(HEARTBEAT_MIN) < 0) {
            throw new StartRefused(
                    "billing.feed.heartbeat is shorter than a tenth of a second.",
                    "Leave it at 15s, or set a longer one.");
        }
        EventTail tail = new EventTail(reader, signal, feed.heartbeat(), feed.followersMax());
        Gauge.builder("billing.feed.followers", tail, EventTail::followers).register(meters);
        return tail;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> streamsCanBeCut() {
        return factory -> factory.addContextValves(new CutValve());
    }
}
