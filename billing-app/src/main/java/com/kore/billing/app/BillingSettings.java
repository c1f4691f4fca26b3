package com.kore.billing.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Every {@code billing.*} setting. As an environment variable a key is written in upper case with underscores, so that
 * {@code billing.data-dir} is {@code BILLING_DATA_DIR}. A key that is not here stops the start.
 *
 * <p>Paths are kept as text: Spring would look for a {@code Path} among the packaged resources first.
 *
 * @param dataDir {@code billing.data-dir}: the embedded database, {@code tokens.json}, generated keys
 * @param clock {@code billing.clock}: {@code system} or {@code sandbox}; {@code sandbox} where sample accounts are asked for
 * @param clockStart {@code billing.clock-start}: where a sandbox clock begins, such as {@code 2026-01-01T00:00:00Z}
 * @param payments {@code billing.payments.*}
 * @param catalog {@code billing.catalog}: a YAML file of plans; the packaged one if absent
 * @param demo {@code billing.demo}: fill an empty store with a year of sample accounts, in sandbox time
 * @param accessTokens {@code billing.access-tokens.<caller>.*}: bearer tokens of one's own, by the name of who presents them. With any,
 *     no {@code tokens.json} is generated or read. Environment variables are written without inner underscores:
 *     {@code BILLING_ACCESSTOKENS_CRM_SHA256} and {@code BILLING_ACCESSTOKENS_CRM_SCOPES}
 * @param encryption {@code billing.encryption.*}
 * @param cache {@code billing.cache.*}
 * @param dunning {@code billing.dunning.*}
 * @param feed {@code billing.feed.*}
 * @param rateLimit {@code billing.rate-limit.*}
 * @param load {@code billing.load.*}
 * @param shutdown {@code billing.shutdown.*}
 * @param exports {@code billing.exports.*}
 * @param proof {@code billing.proof.*}
 * @param documents {@code billing.documents.*}
 * @param health {@code billing.health.*}
 * @param tracing {@code billing.tracing.*}
 */
@ConfigurationProperties("billing")
public record BillingSettings(
        @DefaultValue("./data") String dataDir,
        @DefaultValue("system") ClockKind clock,
        Optional<Instant> clockStart,
        @DefaultValue Payments payments,
        Optional<String> catalog,
        @DefaultValue("false") boolean demo,
        @DefaultValue Map<String, AccessToken> accessTokens,
        @DefaultValue Encryption encryption,
        @DefaultValue Cache cache,
        @DefaultValue Dunning dunning,
        @DefaultValue Feed feed,
        @DefaultValue RateLimit rateLimit,
        @DefaultValue Load load,
        @DefaultValue Shutdown shutdown,
        @DefaultValue Exports exports,
        @DefaultValue Proof proof,
        @DefaultValue Documents documents,
        @DefaultValue Health health,
        @DefaultValue Tracing tracing) {

    /** Spring passes null for what is absent. */
    public BillingSettings {
        clockStart = Objects.requireNonNullElse(clockStart, Optional.empty());
        catalog = Objects.requireNonNullElse(catalog, Optional.empty());
        accessTokens = Map.copyOf(accessTokens);
    }

    /**
     * @param masterKey {@code billing.encryption.master-key}: base64 of the 32 bytes that the accounts' keys are wrapped with;
     *     generated into the data directory if absent
     */
    public record Encryption(@DefaultValue("") String masterKey) {
        @Override
        public String toString() {
            return "Encryption[]";
        }
    }

    /** @param subscriptions {@code billing.cache.subscriptions}: how many are kept in memory */
    public record Cache(@DefaultValue("20000") int subscriptions) {}

    /**
     * @param retryDays {@code billing.dunning.retry-days}: when a declined renewal is tried again, in days of 24 hours after its first
     *     attempt; ascending
     */
    public record Dunning(
            @DefaultValue({"1", "3", "5", "7"}) List<Integer> retryDays) {
        public Dunning {
            retryDays = List.copyOf(retryDays);
        }
    }

    /**
     * @param heartbeat {@code billing.feed.heartbeat}: how long an event stream may be silent; shorter than every proxy's patience
     * @param followersMax {@code billing.feed.followers-max}: how many event streams a node keeps open; well below
     *     {@code server.tomcat.max-connections}, so that commands find a connection
     */
    public record Feed(
            @DefaultValue("15s") Duration heartbeat,
            @DefaultValue("2000") int followersMax) {}

    /**
     * How many requests one caller may send to a node; there is no limit unless {@code perSecond} is set.
     *
     * @param perSecond {@code billing.rate-limit.per-second}: how many on average, at least 1
     * @param burst {@code billing.rate-limit.burst}: how many at once after a while of silence; as many as per second if absent
     */
    public record RateLimit(Optional<Integer> perSecond, Optional<Integer> burst) {
        /** Spring passes null for what is absent. */
        public RateLimit {
            perSecond = Objects.requireNonNullElse(perSecond, Optional.empty());
            burst = Objects.requireNonNullElse(burst, Optional.empty());
        }
    }

    /**
     * @param requestsMax {@code billing.load.requests-max}: how many requests of callers a node works at, at once; at least 2
     * @param arrivalMax {@code billing.load.arrival-max}: how long the body of a request may take to arrive
     */
    public record Load(
            @DefaultValue("" + REQUESTS_MAX) int requestsMax,
            @DefaultValue("30s") Duration arrivalMax) {
        /** Unless it is set. */
        public static final int REQUESTS_MAX = 1000;
    }

    /**
     * @param drainMax {@code billing.shutdown.drain-max}: how long requests are taken once a stop was asked for, while some still come; it
     *     ends sooner as a rule, half a second after the last one
     */
    public record Shutdown(@DefaultValue("5s") Duration drainMax) {}

    /**
     * @param runningMax {@code billing.exports.running-max}: how many exports a node makes at once, at least 1; each holds a connection of
     *     the pool, so fewer than {@code spring.datasource.hikari.maximum-pool-size}
     */
    public record Exports(@DefaultValue("4") int runningMax) {}

    /**
     * @param signingKey {@code billing.proof.signing-key}: what checkpoints are signed with, two base64 texts, an Ed25519 key in PKCS #8
     *     and its public key; generated into the data directory if absent
     */
    public record Proof(@DefaultValue("") String signingKey) {
        @Override
        public String toString() {
            return "Proof[]";
        }
    }

    /**
     * @param fonts {@code billing.documents.fonts}: files (.ttf, .otf, .ttc) of fonts with TrueType outlines, asked in this order for what
     *     DejaVu Sans has no glyph of, such as Japanese; what none has is printed as a replacement character
     */
    public record Documents(@DefaultValue List<String> fonts) {
        public Documents {
            fonts = List.copyOf(fonts);
        }
    }

    /**
     * What readiness bears.
     *
     * @param lagMax {@code billing.health.lag-max}: for how long an event may wait to be handed to the read models
     * @param stoppedMax {@code billing.health.stopped-max}: for how long no node need hand them any; longer than it takes one to take over
     *     from another, some 10 s, and than processors wait until they look again after an outage of the database, 60 s at most
     */
    public record Health(
            @DefaultValue("5m") Duration lagMax,
            @DefaultValue("90s") Duration stoppedMax) {}

    /**
     * @param endpoint {@code billing.tracing.endpoint}: where spans are sent by OTLP over HTTP, such as {@code
     *     http://127.0.0.1:4318/v1/traces}; nothing is traced without it
     * @param sampled {@code billing.tracing.sampled}: of which share of the requests that come without a trace, from 0 to 1
     */
    public record Tracing(
            @DefaultValue("") String endpoint,
            @DefaultValue("0.1") double sampled) {}

    /** Where time comes from. */
    public enum ClockKind {
        SYSTEM,
        SANDBOX
    }

    /**
     * @param gateway {@code billing.payments.gateway}: {@code simulated} or {@code stripe}
     * @param stripe {@code billing.payments.stripe.*}
     */
    public record Payments(
            @DefaultValue("simulated") Gateway gateway,
            @DefaultValue Stripe stripe) {}

    /** Who moves the money. */
    public enum Gateway {
        SIMULATED,
        STRIPE
    }

    /**
     * @param apiKey {@code billing.payments.stripe.api-key}; empty if there is none
     * @param apiBase {@code billing.payments.stripe.api-base}
     * @param webhookSecret {@code billing.payments.stripe.webhook-secret}: what Stripe signs its events with; without it they are not heard
     * @param connectTimeout {@code billing.payments.stripe.connect-timeout}
     * @param timeout {@code billing.payments.stripe.timeout}: for the whole of an answer; what has none by then has an unknown outcome
     * @param requestsMax {@code billing.payments.stripe.requests-max}: how many requests a node has under way at once, at least 1
     * @param requestsWait {@code billing.payments.stripe.requests-wait}: how long one waits for its turn; what has none by then is done later
     */
    public record Stripe(
            @DefaultValue("") String apiKey,
            @DefaultValue("https://api.stripe.com") String apiBase,
            @DefaultValue("") String webhookSecret,
            @DefaultValue("5s") Duration connectTimeout,
            @DefaultValue("30s") Duration timeout,
            @DefaultValue("25") int requestsMax,
            @DefaultValue("30s") Duration requestsWait) {
        @Override
        public String toString() {
            return "Stripe[" + apiBase + "]";
        }
    }

    /**
     * A bearer token that is not stored here, only its hash.
     *
     * @param sha256 the token's SHA-256, 64 hexadecimal digits, as {@code printf %s "$TOKEN" | sha256sum} prints it; choose tokens of at
     *     least 128 random bits
     * @param scopes such as {@code billing:read,billing:write}
     * @param subscriptionId the account of a token with {@code account:self}; empty for others
     */
    public record AccessToken(
            @DefaultValue("") String sha256,
            @DefaultValue List<String> scopes,
            @DefaultValue("") String subscriptionId) {
        public AccessToken {
            scopes = List.copyOf(scopes);
        }
    }

    /** {@link #dataDir} as a path; relative to where the service was started. */
    public Path dataDirectory() {
        return Path.of(dataDir);
    }
}
