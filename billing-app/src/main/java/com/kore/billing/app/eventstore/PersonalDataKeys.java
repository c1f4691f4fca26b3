package com.kore.billing.app.eventstore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.kore.billing.domain.account.SubscriptionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
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

    /** How long a node that has not read the event of an erasure may go on reading what was erased by another one. */
    private static final Duration CACHED_FOR = Duration.ofMinutes(1);

    private static final String STORE =
            "INSERT INTO personal_data_key (key_id, subscription_id, master_key_id, wrapped_key) VALUES (?, ?, ?, ?)";

    private final JdbcClient jdbc;
    private final MasterKey master;
    private final RandomGenerator random;
    private final Cache<String, Known> byId = cache();
    private final Cache<SubscriptionId, AccountKey.Key> live = cache();

    /** The number of the last erasure of an account that this node knows of; what was learned before it counts no more. */
    private final Cache<SubscriptionId, Long> erasures = cache();

    private final AtomicLong erasuresKnown = new AtomicLong();

    private record Stored(String keyId, SubscriptionId account, String masterKeyId, Optional<String> wrapped) {}

    /** @param secret empty if it is erased */
    private record Known(SubscriptionId account, Optional<SecretKey> secret, long asOf) {}

    public PersonalDataKeys(DataSource dataSource, MasterKey master, RandomGenerator random) {
        this.jdbc = JdbcClient.create(dataSource);
        this.master = master;
        this.random = random;
    }

    private static <K, V> Cache<K, V> cache() {
        return Caffeine.newBuilder()
                .maximumSize(CACHED_KEYS_MAX)
                .expireAfterWrite(CACHED_FOR)
                .build();
    }

    /**
     * The keys that an account has had were erased: told after the transaction that did it, and whenever this node reads the event
     * of it. What is being looked up meanwhile is not remembered either.
     */
    void erased(SubscriptionId account) {
        erasures.put(account, erasuresKnown.incrementAndGet());
    }

    private boolean counts(SubscriptionId account, long asOf) {
        Long erasure = erasures.getIfPresent(account);
        return erasure == null || asOf >= erasure;
    }

    /** For the events of one append: a new key is stored by the caller with them. The first event of an account needs no lookup. */
    AccountKey forAppend(SubscriptionId account, boolean firstEvent) {
        return new AccountKey(
                account,
                id -> (firstEvent ? Optional.<AccountKey.Key>empty() : findLive(id)).orElseGet(() -> create(id)));
    }

    /** For copies of what is stored already, such as snapshots. */
    AccountKey forCopies(SubscriptionId account) {
        return new AccountKey(
                account, id -> findLive(id).or(() -> erasedKey(id)).orElseGet(() -> createAndStore(id)));
    }

    /** A copy of something that was erased is erased too, though it may have been read before: nobody has what it is sealed with. */
    private Optional<AccountKey.Key> erasedKey(SubscriptionId account) {
        return ofAccount(account).stream()
                .findFirst()
                .map(stored -> new AccountKey.Key(
                        stored.keyId(),
                        new SecretKeySpec(bytes(KEY_BYTES), "AES"),
                        Optional.empty(),
                        erasuresKnown.get()));
    }

    private AccountKey.Key createAndStore(SubscriptionId account) {
        AccountKey.Key created = create(account);
        created.unstored()
                .ifPresent(row -> jdbc.sql(STORE)
                        .params(row.keyId(), row.account().value(), row.masterKeyId(), row.wrapped())
                        .update());
        return created;
    }

    /** Remembers a new key once the transaction that stored it is committed. */
    void stored(AccountKey key) {
        key.toBeStored().ifPresent(row -> {
            SecretKey secret = key.get().secret();
            long asOf = key.get().asOf();
            live.put(row.account(), new AccountKey.Key(row.keyId(), secret, Optional.empty(), asOf));
            byId.put(row.keyId(), new Known(row.account(), Optional.of(secret), asOf));
        });
    }

    /** The key of a sealed value; empty if it was erased. */
    Optional<SecretKey> find(String keyId) {
        Known known = isRemembered(keyId) ? byId.getIfPresent(keyId) : null;
        if (known == null) {
            known = read(Set.of(keyId)).get(keyId);
        }
        if (known == null) {
            throw new IllegalStateException("there is no personal data key " + keyId);
        }
        return known.secret();
    }

    private boolean isRemembered(String keyId) {
        Known known = byId.getIfPresent(keyId);
        return known != null && counts(known.account(), known.asOf());
    }

    /** Fetches at once the keys that a batch of events will need. */
    void fetch(Collection<String> keyIds) {
        Set<String> missing =
                keyIds.stream().filter(keyId -> !isRemembered(keyId)).collect(Collectors.toSet());
        if (!missing.isEmpty()) {
            read(missing);
        }
    }

    private Map<String, Known> read(Set<String> keyIds) {
        long asOf = erasuresKnown.get();
        Map<String, Known> read = new HashMap<>();
        jdbc.sql("SELECT * FROM personal_data_key WHERE key_id IN (:ids)")
                .param("ids", keyIds)
                .query((row, number) -> stored(row))
                .list()
                .forEach(key -> read.put(
                        key.keyId(),
                        new Known(key.account(), key.wrapped().map(wrapped -> unwrap(key, wrapped)), asOf)));
        byId.putAll(read);
        return read;
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
        if (cached != null && counts(account, cached.asOf())) {
            return Optional.of(cached);
        }
        long asOf = erasuresKnown.get();
        Optional<AccountKey.Key> found = ofAccount(account).stream()
                .flatMap(stored -> stored.wrapped().stream()
                        .map(wrapped ->
                                new AccountKey.Key(stored.keyId(), unwrap(stored, wrapped), Optional.empty(), asOf)))
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
                Optional.of(new AccountKey.Row(keyId, account, master.id(), wrapped)),
                erasuresKnown.get());
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
