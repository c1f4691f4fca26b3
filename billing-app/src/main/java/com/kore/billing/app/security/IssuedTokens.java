package com.kore.billing.app.security;

import com.kore.billing.app.security.IssuedToken.Kind;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.readmodel.RowSeals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The access tokens that were made over HTTP, in the database, so that every node knows them. Each method is one statement, or does no
 * harm when it is broken off in between.
 */
@Component
final class IssuedTokens {
    /** How long those of one account that were never used are listed after their end. */
    private static final int DAYS_KEPT = 90;

    private static final int FORGOTTEN_AT_ONCE = 1_000;
    private static final String SCOPE_SEPARATOR = " ";

    private static final String ADD = """
            INSERT INTO access_token (token_id, kind, name, scopes, subscription_id, token_hash, code_hash, code_expires_at,
              created_at, created_by, expires_at, ends_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String PRESENT = """
            SELECT * FROM access_token
            WHERE token_hash = ? AND revoked_at IS NULL AND expires_at > CURRENT_TIMESTAMP""";

    private static final String REDEEM = """
            UPDATE access_token SET token_hash = ?, redeemed_at = CURRENT_TIMESTAMP, ends_at = expires_at
            WHERE code_hash = ? AND redeemed_at IS NULL AND revoked_at IS NULL AND code_expires_at > CURRENT_TIMESTAMP""";

    private static final String REVOKE = """
            UPDATE access_token SET revoked_at = CURRENT_TIMESTAMP, revoked_by = ?, ends_at = LEAST(ends_at, CURRENT_TIMESTAMP)
            WHERE token_id = ? AND revoked_at IS NULL""";

    private static final String FORGET = """
            DELETE FROM access_token WHERE id IN (
              SELECT id FROM access_token
              WHERE (subscription_id IS NOT NULL OR (code_hash IS NOT NULL AND redeemed_at IS NULL))
                AND last_used_on IS NULL AND ends_at < CURRENT_TIMESTAMP - INTERVAL '%d' DAY
              ORDER BY ends_at FETCH FIRST ? ROWS ONLY)""".formatted(DAYS_KEPT);

    private final JdbcClient jdbc;
    private final RowSeals seals;

    IssuedTokens(JdbcClient jdbc, RowSeals seals) {
        this.jdbc = jdbc;
        this.seals = seals;
    }

    /** Of a name, which may be somebody's. */
    private static String place(String tokenId) {
        return RowSeals.place("access_token", tokenId);
    }

    /** @param id its place in the list */
    record Entry(long id, IssuedToken token) {}

    /** What the database's clock says. */
    Instant now() {
        return jdbc.sql("SELECT CURRENT_TIMESTAMP")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /** @param secret the token, or the code that it will be redeemed for */
    void add(IssuedToken token, Secret secret) {
        boolean redeemable = token.kind() == Kind.ONE_TIME_LINK;
        jdbc.sql(ADD)
                .params(Arrays.<@Nullable Object>asList(
                        token.tokenId(),
                        token.kind().name().toLowerCase(Locale.ROOT),
                        token.name()
                                .map(name -> seals.seal(place(token.tokenId()), name))
                                .orElse(null),
                        String.join(SCOPE_SEPARATOR, token.scopes()),
                        token.subscriptionId().map(SubscriptionId::value).orElse(null),
                        redeemable ? null : secret.hash(),
                        redeemable ? secret.hash() : null,
                        token.codeExpiresAt().map(IssuedTokens::utc).orElse(null),
                        utc(token.createdAt()),
                        token.createdBy(),
                        utc(token.expiresAt()),
                        utc(token.codeExpiresAt().orElse(token.expiresAt()))))
                .update();
    }

    /** Whose it is, unless it has expired or was revoked; and notes that it was used today. */
    Optional<IssuedToken> present(String tokenHash) {
        Optional<IssuedToken> token =
                jdbc.sql(PRESENT).param(tokenHash).query(this::entry).optional().map(Entry::token);
        token.ifPresent(this::used);
        return token;
    }

    /** Once a day, so that a look costs no write. */
    private void used(IssuedToken token) {
        LocalDate today = LocalDate.ofInstant(now(), ZoneOffset.UTC);
        if (token.lastUsedOn().filter(today::equals).isEmpty()) {
            jdbc.sql("UPDATE access_token SET last_used_on = ? WHERE token_id = ?")
                    .params(today, token.tokenId())
                    .update();
        }
    }

    /**
     * Turns a code into a token, for whoever is first.
     *
     * @return empty if the code is not known, was redeemed or revoked, or has expired
     */
    Optional<IssuedToken> redeem(String codeHash, Secret token) {
        int redeemed = jdbc.sql(REDEEM).params(token.hash(), codeHash).update();
        return redeemed == 0
                ? Optional.empty()
                : jdbc.sql("SELECT * FROM access_token WHERE code_hash = ?")
                        .param(codeHash)
                        .query(this::entry)
                        .optional()
                        .map(Entry::token);
    }

    /**
     * Revokes it, unless that was done before.
     *
     * @return whether there is such a token
     */
    boolean revoke(String tokenId, String by) {
        int revoked = jdbc.sql(REVOKE).params(by, tokenId).update();
        return revoked > 0
                || jdbc.sql("SELECT COUNT(*) FROM access_token WHERE token_id = ?")
                                .param(tokenId)
                                .query(Long.class)
                                .single()
                        > 0;
    }

    List<Entry> newest(Optional<SubscriptionId> of, long before, int limit) {
        String account = of.map(SubscriptionId::value).orElse("");
        return jdbc.sql("SELECT * FROM access_token WHERE id < ?" + (of.isPresent() ? " AND subscription_id = ?" : "")
                        + " ORDER BY id DESC LIMIT ?")
                .params(of.isPresent() ? List.of(before, account, limit) : List.of(before, limit))
                .query(this::entry)
                .list();
    }

    /**
     * Those that came to their end long ago, and that no event names: of one account and never used, or behind a link
     * that nobody redeemed, such as most starts print. Some at a time.
     */
    void forgetOld() {
        jdbc.sql(FORGET).param(FORGOTTEN_AT_ONCE).update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private Entry entry(ResultSet row, int ignored) throws SQLException {
        String tokenId = row.getString("token_id");
        return new Entry(
                row.getLong("id"),
                new IssuedToken(
                        tokenId,
                        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        Optional.ofNullable(row.getString("name")).map(name -> seals.show(place(tokenId), name)),
                        Arrays.asList(row.getString("scopes").split(SCOPE_SEPARATOR, -1)),
                        Optional.ofNullable(row.getString("subscription_id")).map(SubscriptionId::new),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getString("created_by"),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                        instant(row, "code_expires_at"),
                        instant(row, "redeemed_at"),
                        instant(row, "revoked_at"),
                        Optional.ofNullable(row.getString("revoked_by")),
                        Optional.ofNullable(row.getObject("last_used_on", LocalDate.class))));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
