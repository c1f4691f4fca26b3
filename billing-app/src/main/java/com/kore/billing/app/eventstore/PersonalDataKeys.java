package com.kore.billing.app.eventstore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.kore.billing.domain.account.SubscriptionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One key per account for what is personal about it. Erasing the key erases every such value, wherever a copy of it stands: events,
 * snapshots, dead letters and backups of them read as erased, and no stored byte of them changes.
 */
public final class PersonalDataKeys {
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 15;
    private static final int CACHED_KEYS_MAX = 50_000;

    /** How long another node may go on reading what was erased here. */
    private static final Duration CACHED_FOR = Duration.ofMinutes(1);

    private static final String STORE =
            "INSERT INTO personal_data_key (key_id, subscription_id, master_key_id, wrapped_key) VALUES (?, ?, ?, ?)";

    private final JdbcClient jdbc;
    private final MasterKey master;
    private final RandomGenerator random;
    private final Cache<String, Optional<SecretKey>> byId = Caffeine.newBuilder()
            .maximumSize(CACHED_KEYS_MAX)
            .expireAfterWrite(CACHED_FOR)
            .build();
    private final Cache<SubscriptionId, AccountKey.Key> live = Caffeine.newBuilder()
            .maximumSize(CACHED_KEYS_MAX)
            .expireAfterWrite(CACHED_FOR)
            .build();

    private record Stored(String keyId, SubscriptionId account, String masterKeyId, Optional<String> wrapped) {}

    public PersonalDataKeys(DataSource dataSource, MasterKey master, RandomGenerator random) {
        this.jdbc = JdbcClient.create(dataSource);
        this.master = master;
        this.random = random;
    }

    /** Erases what is personal about an account, for good. Other nodes follow within a minute. */
    public void erase(SubscriptionId account) {
        jdbc.sql("UPDATE personal_data_key SET wrapped_key = NULL WHERE subscription_id = ?")
                .param(account.value())
                .update();
        live.invalidate(account);
        ofAccount(account).forEach(stored -> byId.put(stored.keyId(), Optional.empty()));
    }

    /** For the events of one append: a new key is stored by the caller with them. The first event of an account needs no lookup. */
    AccountKey forAppend(SubscriptionId account, boolean firstEvent) {
        return new AccountKey(
                account,
                id -> (firstEvent ? Optional.<AccountKey.Key>empty() : findLive(id)).orElseGet(() -> create(id)));
    }

    /** For copies of what is stored already, such as snapshots: a key that is missing, because it was erased, is stored at once. */
    AccountKey forCopies(SubscriptionId account) {
        return new AccountKey(
                account,
                id -> findLive(id).orElseGet(() -> {
                    AccountKey.Key created = create(id);
                    created.unstored()
                            .ifPresent(row -> jdbc.sql(STORE)
                                    .params(row.keyId(), row.account().value(), row.masterKeyId(), row.wrapped())
                                    .update());
                    return created;
                }));
    }

    /** Remembers a new key once the transaction that stored it is committed. */
    void stored(AccountKey key) {
        key.toBeStored().ifPresent(row -> {
            SecretKey secret = key.get().secret();
            live.put(row.account(), new AccountKey.Key(row.keyId(), secret, Optional.empty()));
            byId.put(row.keyId(), Optional.of(secret));
        });
    }

    /** The key of a sealed value; empty if it was erased. */
    Optional<SecretKey> find(String keyId) {
        Optional<SecretKey> cached = byId.getIfPresent(keyId);
        if (cached == null) {
            fetch(Set.of(keyId));
            cached = byId.getIfPresent(keyId);
        }
        if (cached == null) {
            throw new IllegalStateException("there is no personal data key " + keyId);
        }
        return cached;
    }

    /** Fetches at once the keys that a batch of events will need. */
    void fetch(Collection<String> keyIds) {
        Set<String> missing = keyIds.stream()
                .filter(keyId -> byId.getIfPresent(keyId) == null)
                .collect(Collectors.toSet());
        if (!missing.isEmpty()) {
            jdbc.sql("SELECT * FROM personal_data_key WHERE key_id IN (:ids)")
                    .param("ids", missing)
                    .query((row, number) -> stored(row))
                    .list()
                    .forEach(key -> byId.put(key.keyId(), key.wrapped().map(wrapped -> unwrap(key, wrapped))));
        }
    }

    /** Says, at the first start, which master key wraps the keys of this store; whether it is this one. */
    boolean claimStore() {
        try {
            jdbc.sql("INSERT INTO personal_data_master_key (id, master_key_id) VALUES (1, ?)")
                    .param(master.id())
                    .update();
            return true;
        } catch (DuplicateKeyException claimed) {
            return jdbc.sql("SELECT master_key_id FROM personal_data_master_key WHERE id = 1")
                    .query(String.class)
                    .single()
                    .equals(master.id());
        }
    }

    private Optional<AccountKey.Key> findLive(SubscriptionId account) {
        AccountKey.Key cached = live.getIfPresent(account);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<AccountKey.Key> found = ofAccount(account).stream()
                .flatMap(stored -> stored.wrapped().stream()
                        .map(wrapped -> new AccountKey.Key(stored.keyId(), unwrap(stored, wrapped), Optional.empty())))
                .findFirst();
        found.ifPresent(key -> live.put(account, key));
        return found;
    }

    private List<Stored> ofAccount(SubscriptionId account) {
        return jdbc.sql("SELECT * FROM personal_data_key WHERE subscription_id = ? ORDER BY key_id")
                .param(account.value())
                .query((row, number) -> stored(row))
                .list();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getString("key_id"),
                new SubscriptionId(row.getString("subscription_id")),
                row.getString("master_key_id"),
                Optional.ofNullable(row.getString("wrapped_key")));
    }

    private AccountKey.Key create(SubscriptionId account) {
        byte[] secret = bytes(KEY_BYTES);
        String keyId = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(ID_BYTES));
        String wrapped = Aes.seal(master.key(), context(keyId, account), secret, random);
        return new AccountKey.Key(
                keyId,
                new SecretKeySpec(secret, "AES"),
                Optional.of(new AccountKey.Row(keyId, account, master.id(), wrapped)));
    }

    private SecretKey unwrap(Stored stored, String wrapped) {
        if (!stored.masterKeyId().equals(master.id())) {
            throw new IllegalStateException(
                    "the personal data of %s was encrypted under the master key %s, not under %s"
                            .formatted(stored.account(), stored.masterKeyId(), master.id()));
        }
        return new SecretKeySpec(Aes.open(master.key(), context(stored.keyId(), stored.account()), wrapped), "AES");
    }

    /** Binds a wrapped key to its row, so that rows cannot be swapped. */
    private static String context(String keyId, SubscriptionId account) {
        return keyId + " of " + account;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
