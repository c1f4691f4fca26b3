package com.kore.billing.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.app.BillingSettings.AccessToken;
import com.kore.billing.app.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;

class AccessTokensTest {
    /** Of the token {@code secret}. */
    private static final String HASH = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    private static AccessTokens crm(String sha256, List<String> scopes, String subscriptionId) {
        return AccessTokens.ofOnesOwn(Map.of("crm", new AccessToken(sha256, scopes, subscriptionId)));
    }

    @Test
    void a_token_of_ones_own_is_known_by_its_hash() {
        for (String hash : List.of(HASH, HASH.toUpperCase(Locale.ROOT))) {
            OAuth2AuthenticatedPrincipal caller =
                    crm(hash, List.of("account:self"), "acme").introspect("secret");

            assertThat(caller.getName()).isEqualTo("crm");
            assertThat(caller.getAuthorities())
                    .extracting(GrantedAuthority::getAuthority)
                    .containsExactly("account:self");
            assertThat(caller.<String>getAttribute("subscriptionId")).isEqualTo("acme");
        }
    }

    @Test
    void a_token_is_good_for_what_its_scopes_imply() {
        assertThat(granted("billing:admin"))
                .containsExactlyInAnyOrder("billing:admin", "billing:write", "billing:read");
        assertThat(granted("audit:read")).containsExactlyInAnyOrder("audit:read", "billing:read");
        for (String scope : List.of("billing:read", "billing:write", "analytics:read", "operations")) {
            assertThat(granted(scope)).containsExactly(scope);
        }
    }

    private static List<String> granted(String scope) {
        return crm(HASH, List.of(scope), "").introspect("secret").getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .<String>map(Objects::requireNonNull)
                .toList();
    }

    @Test
    void any_other_token_is_not_known() {
        AccessTokens tokens = crm(HASH, List.of("billing:read"), "");

        for (String token : List.of("", "Secret", "secret ", HASH)) {
            assertThatThrownBy(() -> tokens.introspect(token)).isInstanceOf(BadOpaqueTokenException.class);
        }
    }

    @Test
    void a_token_that_makes_no_sense_stops_the_start() {
        refused("", List.of("billing:read"), "", "needs a sha256 of 64 hexadecimal digits");
        refused("x".repeat(64), List.of("billing:read"), "", "needs a sha256 of 64 hexadecimal digits");
        refused(HASH, List.of(), "", "has no scopes");
        refused(HASH, List.of("billing:reed"), "", "names the scope billing:reed, which there is not");
        refused(HASH, List.of("account:self"), "", "needs a subscription-id exactly if it has account:self");
        refused(HASH, List.of("billing:read"), "acme", "needs a subscription-id exactly if it has account:self");
    }

    private static void refused(String sha256, List<String> scopes, String subscriptionId, String reason) {
        assertThatThrownBy(() -> crm(sha256, scopes, subscriptionId))
                .isInstanceOf(StartRefused.class)
                .hasMessage("The token billing.access-tokens.crm " + reason + ".");
    }

    @Test
    void generated_tokens_stay_as_they_are_at_the_next_start(@TempDir Path directory) {
        Map<String, String> first = TokensFile.readOrGenerate(directory.resolve("data"));
        Map<String, String> second = TokensFile.readOrGenerate(directory.resolve("data"));

        assertThat(second).isEqualTo(first).containsOnlyKeys("service", "auditor", "analyst", "operator", "admin");
        assertThat(AccessTokens.generated(second)
                        .introspect(first.getOrDefault("admin", ""))
                        .getName())
                .isEqualTo("admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"service\":\"short\"}", "not json"})
    void a_broken_tokens_file_stops_the_start(String text, @TempDir Path directory) throws Exception {
        Files.writeString(TokensFile.in(directory), text);

        assertThatThrownBy(() -> TokensFile.readOrGenerate(directory))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("tokens.json does not hold the five tokens");
    }
}
