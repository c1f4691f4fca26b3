package com.kore.billing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class StartTest {
    private static final SettingKeys KEYS = new SettingKeys(BillingSettings.class);

    private static MutablePropertySources environment(Map<String, Object> variables) {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", variables));
        return sources;
    }

    private static MutablePropertySources properties(Map<String, Object> values) {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addFirst(new MapPropertySource("arguments", values));
        return sources;
    }

    private static BillingSettings bound(MutablePropertySources sources) {
        return new Binder(ConfigurationPropertySources.from(sources)).bindOrCreate("billing", BillingSettings.class);
    }

    @Nested
    class Settings {
        @Test
        void have_defaults() {
            assertThat(bound(environment(Map.of())))
                    .isEqualTo(new BillingSettings(
                            "./data",
                            BillingSettings.ClockKind.SYSTEM,
                            Optional.empty(),
                            new BillingSettings.Payments(
                                    BillingSettings.Gateway.SIMULATED,
                                    new BillingSettings.Stripe(
                                            "",
                                            "https://api.stripe.com",
                                            "",
                                            Duration.ofSeconds(5),
                                            Duration.ofSeconds(30),
                                            25,
                                            Duration.ofSeconds(30))),
                            Optional.empty(),
                            false,
                            Map.of(),
                            new BillingSettings.Encryption(""),
                            new BillingSettings.Cache(20_000),
                            new BillingSettings.Dunning(List.of(1, 3, 5, 7)),
                            new BillingSettings.Feed(Duration.ofSeconds(15), 2_000),
                            new BillingSettings.RateLimit(Optional.empty(), Optional.empty()),
                            new BillingSettings.Load(1_000, Duration.ofSeconds(30)),
                            new BillingSettings.Shutdown(Duration.ofSeconds(5)),
                            new BillingSettings.Exports(4),
                            new BillingSettings.Proof(""),
                            new BillingSettings.Documents(List.of()),
                            new BillingSettings.Health(Duration.ofMinutes(5), Duration.ofSeconds(90)),
                            new BillingSettings.Tracing("", 0.1)));
        }

        @Test
        void are_read_from_environment_variables() {
            MutablePropertySources variables = environment(Map.of(
                    "BILLING_DATA_DIR", "/var/kore",
                    "BILLING_CLOCK", "sandbox",
                    "BILLING_CLOCK_START", "2026-01-01T00:00:00Z",
                    "BILLING_PAYMENTS_GATEWAY", "stripe",
                    "BILLING_PAYMENTS_STRIPE_API_KEY", "sk_test",
                    "BILLING_CATALOG", "catalog.yaml",
                    "BILLING_DUNNING_RETRY_DAYS", "2,4",
                    "BILLING_DEMO", "true",
                    "BILLING_ACCESSTOKENS_CRM_SHA256", "abc",
                    "BILLING_ACCESSTOKENS_CRM_SCOPES", "billing:read,billing:write"));
            KEYS.check(variables);

            BillingSettings settings = bound(variables);

            assertThat(settings.dataDirectory()).isEqualTo(Path.of("/var/kore"));
            assertThat(settings.clock()).isEqualTo(BillingSettings.ClockKind.SANDBOX);
            assertThat(settings.clockStart()).contains(Instant.parse("2026-01-01T00:00:00Z"));
            assertThat(settings.payments().gateway()).isEqualTo(BillingSettings.Gateway.STRIPE);
            assertThat(settings.payments().stripe().apiKey()).isEqualTo("sk_test");
            assertThat(settings.payments().stripe().toString()).doesNotContain("sk_test");
            assertThat(settings.catalog()).contains("catalog.yaml");
            assertThat(settings.demo()).isTrue();
            assertThat(settings.dunning().retryDays()).containsExactly(2, 4);
            assertThat(settings.accessTokens().get("crm"))
                    .isEqualTo(new BillingSettings.AccessToken("abc", List.of("billing:read", "billing:write"), ""));
        }

        @Test
        void say_how_stripe_is_asked_and_keep_what_is_secret() {
            MutablePropertySources variables = environment(Map.of(
                    "BILLING_PAYMENTS_STRIPE_API_KEY", "sk_test",
                    "BILLING_PAYMENTS_STRIPE_WEBHOOK_SECRET", "whsec_test",
                    "BILLING_PAYMENTS_STRIPE_REQUESTS_MAX", "5",
                    "BILLING_PAYMENTS_STRIPE_REQUESTS_WAIT", "1s",
                    "BILLING_PAYMENTS_STRIPE_CONNECT_TIMEOUT", "2s",
                    "BILLING_PAYMENTS_STRIPE_TIMEOUT", "3s"));
            KEYS.check(variables);

            BillingSettings.Stripe stripe = bound(variables).payments().stripe();

            assertThat(stripe)
                    .isEqualTo(new BillingSettings.Stripe(
                            "sk_test",
                            "https://api.stripe.com",
                            "whsec_test",
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(3),
                            5,
                            Duration.ofSeconds(1)))
                    .hasToString("Stripe[https://api.stripe.com]");
        }

        @Test
        void say_which_fonts_documents_are_printed_with() {
            MutablePropertySources variables =
                    environment(Map.of("BILLING_DOCUMENTS_FONTS", "/fonts/ipag.ttf,/fonts/nanum.ttf"));
            KEYS.check(variables);

            assertThat(bound(variables).documents().fonts()).containsExactly("/fonts/ipag.ttf", "/fonts/nanum.ttf");
        }

        @Test
        void say_how_much_a_caller_may_ask() {
            MutablePropertySources variables =
                    environment(Map.of("BILLING_RATE_LIMIT_PER_SECOND", "50", "BILLING_RATE_LIMIT_BURST", "200"));
            KEYS.check(variables);

            assertThat(bound(variables).rateLimit())
                    .isEqualTo(new BillingSettings.RateLimit(Optional.of(50), Optional.of(200)));
        }

        @Test
        void say_which_account_a_token_is_for() {
            MutablePropertySources variables = environment(Map.of("BILLING_ACCESSTOKENS_APP_SUBSCRIPTIONID", "acme"));
            KEYS.check(variables);

            assertThat(bound(variables).accessTokens().get("app"))
                    .isEqualTo(new BillingSettings.AccessToken("", List.of(), "acme"));
        }

        @Test
        void a_start_without_a_kind_of_clock_is_the_system_clock() {
            assertThat(bound(environment(Map.of("BILLING_CLOCK_START", "2026-01-01T00:00:00Z")))
                            .clock())
                    .isEqualTo(BillingSettings.ClockKind.SYSTEM);
        }

        @ParameterizedTest
        @ValueSource(strings = {"BILLING_CLOCK", "BILLING_CLOCK_START", "BILLING_PAYMENTS_GATEWAY", "BILLING_DEMO"})
        void of_another_form_stop_the_start(String variable) {
            assertThatThrownBy(() -> bound(environment(Map.of(variable, "nonsense"))))
                    .isInstanceOf(BindException.class);
        }
    }

    @Nested
    class A_key {
        @ParameterizedTest
        @CsvSource({
            "BILLING_DATADIRECTORY, BILLING_DATA_DIR",
            "BILLING_DATA_DIRS, BILLING_DATA_DIR",
            "BILLING_CATALOGUE, BILLING_CATALOG",
            "billing_clok, BILLING_CLOCK",
            "BILLING_PAYMENTS_STRIPE_KEY, BILLING_PAYMENTS_STRIPE_API_KEY",
            "BILLING_ACCESS_TOKENS_CRM_SHA256, BILLING_ACCESSTOKENS_<NAME>_SHA256"
        })
        void of_the_environment_that_is_not_known_stops_the_start(String variable, String nearest) {
            assertThatThrownBy(() -> KEYS.check(environment(Map.of(variable, "x", "HOME", "/root"))))
                    .isInstanceOfSatisfying(StartRefused.class, refusal -> {
                        assertThat(refusal).hasMessage("There is no setting " + variable + ".");
                        assertThat(refusal.remedy()).contains("Did you mean " + nearest + "?");
                    });
        }

        @ParameterizedTest
        @CsvSource({
            "billing.datadir2, billing.data-dir",
            "billing.payments.gatway, billing.payments.gateway",
            "billing.access-tokens.crm.scope, billing.access-tokens.<name>.scopes"
        })
        void of_a_file_or_argument_that_is_not_known_stops_the_start(String key, String nearest) {
            assertThatThrownBy(() -> KEYS.check(properties(Map.of(key, "x"))))
                    .isInstanceOfSatisfying(StartRefused.class, refusal -> {
                        assertThat(refusal).hasMessage("There is no setting " + key + ".");
                        assertThat(refusal.remedy()).contains("Did you mean " + nearest + "?");
                    });
        }

        @Test
        void may_be_spelled_as_spring_allows() {
            KEYS.check(properties(Map.of(
                    "billing.data-dir", "x",
                    "billing.dataDir", "x",
                    "billing.data_dir", "x",
                    "billing.access-tokens.crm.scopes[0]", "x",
                    "billing.access-tokens.my-crm.sha256", "x",
                    "server.port", "x")));
            KEYS.check(environment(
                    Map.of("BILLING_DATADIR", "x", "BILLINGS", "x", "BILLING_ACCESSTOKENS_CRM_SCOPES_0", "x")));
        }
    }

    @Nested
    class The_service {
        @TempDir
        private Path directory;

        private void refusesToStart(String reason, String... arguments) {
            String[] all = Stream.concat(
                            Stream.of(
                                    "--server.port=0",
                                    "--billing.data-dir=" + directory,
                                    "--spring.datasource.url=jdbc:h2:mem:" + directory.getFileName()),
                            Stream.of(arguments))
                    .toArray(String[]::new);
            assertThatThrownBy(() -> SpringApplication.run(BillingApplication.class, all))
                    .hasRootCauseInstanceOf(StartRefused.class)
                    .rootCause()
                    .hasMessageContaining(reason);
        }

        @Test
        void makes_its_data_directory_for_its_owner_alone() throws IOException {
            Path made = directory.resolve("some/where");

            DataDirectory.prepare(made);

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }

        @Test
        void does_not_start_where_its_data_directory_is_a_file() throws IOException {
            Path file = Files.createFile(directory.resolve("file"));
            for (Path unusable : List.of(file, file.resolve("below"))) {
                assertThatThrownBy(() -> DataDirectory.prepare(unusable))
                        .isInstanceOf(StartRefused.class)
                        .hasMessageContaining("BILLING_DATA_DIR, which is " + unusable + ", ");
            }
        }

        @Test
        void does_not_open_to_other_computers_with_generated_tokens() {
            refusesToStart("SERVER_ADDRESS 0.0.0.0", "--server.address=0.0.0.0");
        }

        @Test
        void does_not_open_its_management_port_to_other_computers_with_generated_tokens() {
            refusesToStart(
                    "MANAGEMENT_SERVER_ADDRESS 0.0.0.0",
                    "--management.server.port=0",
                    "--management.server.address=0.0.0.0");
        }

        @ParameterizedTest
        @ValueSource(strings = {"8123", ""})
        void does_not_start_with_one_port_for_business_and_management(String management) {
            assertThatThrownBy(() -> SpringApplication.run(
                            BillingApplication.class, "--server.port=8123", "--management.server.port=" + management))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContainingAll("MANAGEMENT_SERVER_PORT is '" + management + "'", "SERVER_PORT 8123");
        }

        @Test
        void does_not_start_on_a_misspelled_setting() {
            assertThatThrownBy(() -> SpringApplication.run(BillingApplication.class, "--billing.catalogue=x"))
                    .isInstanceOf(StartRefused.class)
                    .hasMessage("There is no setting billing.catalogue.");
        }

        @Test
        void does_not_keep_events_in_memory_when_postgresql_has_no_address() {
            assertThatThrownBy(() ->
                            SpringApplication.run(BillingApplication.class, "--spring.profiles.active=postgresql"))
                    .isInstanceOf(StartRefused.class)
                    .hasMessage("There is no address of a database.");
        }

        @Test
        void does_not_take_money_by_stripe_without_a_key() {
            refusesToStart("there is no API key", "--billing.payments.gateway=stripe");
        }

        @Test
        void does_not_play_a_sample_year_by_the_systems_clock() {
            assertThatThrownBy(() -> SpringApplication.run(
                            BillingApplication.class, "--billing.demo=true", "--billing.clock=system"))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("billing.demo is 'true', and billing.clock is 'system'");
        }

        @Test
        void does_not_play_a_sample_year_with_stripe() {
            assertThatThrownBy(() -> SpringApplication.run(
                            BillingApplication.class, "--billing.demo=true", "--billing.payments.gateway=stripe"))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("billing.demo is 'true', and billing.payments.gateway is 'stripe'");
        }

        @Test
        void does_not_charge_real_cards_in_sandbox_time() {
            refusesToStart(
                    "advancing time would charge real cards",
                    "--billing.payments.gateway=stripe",
                    "--billing.payments.stripe.api-key=sk_live_1",
                    "--billing.clock=sandbox");
        }

        @ParameterizedTest
        @CsvSource({
            "api-key, sk test, has white space in it",
            "webhook-secret, 'whsec test', webhook secret of Stripe has white space in it",
            "api-base, http://stripe.example, would send the API key unencrypted",
            "api-base, stripe, would send the API key unencrypted",
            "requests-max, 0, requests-max leaves no room for any request",
            "timeout, 0s, timeout leaves no room for any request"
        })
        void does_not_take_money_by_stripe_on_settings_that_make_no_sense(String key, String value, String reason) {
            refusesToStart(
                    reason,
                    "--billing.payments.gateway=stripe",
                    "--billing.payments.stripe.api-key=sk_test_1",
                    "--billing.payments.stripe." + key + "=" + value);
        }

        @ParameterizedTest
        @ValueSource(strings = {"ISK", "MGA", "KWD"})
        void does_not_take_money_by_stripe_in_a_currency_that_stripe_counts_otherwise(String currency)
                throws IOException {
            Path catalog = Files.writeString(directory.resolve("catalog.yaml"), """
                    versions:
                      - effectiveFrom: 2020-01-01
                        plans:
                          - {id: free, name: Free, rank: 0}
                          - id: premium
                            name: Premium
                            rank: 1
                            prices:
                              - {interval: monthly, currency: USD, perUser: "10.00"}
                              - {interval: monthly, currency: %s, perUser: "700"}
                    """.formatted(currency));
            refusesToStart(
                    "has prices in " + currency + ", which Stripe counts",
                    "--billing.payments.gateway=stripe",
                    "--billing.payments.stripe.api-key=sk_test_1",
                    "--billing.catalog=" + catalog);
        }

        @ParameterizedTest
        @CsvSource({
            "console, 'openid,billing:read', https://id.example/, whose tokens are not accepted here",
            "console, billing:read, https://id.example/, SCOPE does not contain openid",
            "console, '', https://id.example/, SCOPE does not contain openid",
            "console, openid, '', at which issuer the console signs people in",
            "other, openid, https://id.example/, its name is not console"
        })
        void does_not_sign_people_in_at_an_issuer_on_half_of_the_settings(
                String client, String scope, String issuer, String reason) {
            String settings = "--spring.security.oauth2.client.";
            refusesToStart(
                    reason,
                    settings + "registration." + client + ".client-id=kore",
                    settings + "registration." + client + (scope.isEmpty() ? ".client-name=x" : ".scope=" + scope),
                    settings + "provider.console."
                            + (issuer.isEmpty() ? "user-name-attribute=sub" : "issuer-uri=" + issuer));
        }

        @Test
        void does_not_start_on_a_catalog_that_is_not_there() {
            refusesToStart("none.yaml cannot be read", "--billing.catalog=" + directory.resolve("none.yaml"));
        }

        @Test
        void does_not_start_on_a_font_that_is_not_there() {
            refusesToStart(
                    "none.ttf cannot be used: there is no such file",
                    "--billing.documents.fonts=" + directory.resolve("none.ttf"));
        }
    }
}
