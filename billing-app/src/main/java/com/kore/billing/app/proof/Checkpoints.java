package com.kore.billing.app.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Signs the tree's roots, keeps what was signed, and appends it to a file, so that who holds a copy of that file holds the service to
 * its history. A root that was signed is not signed again.
 */
public final class Checkpoints {
    private final ProofTree tree;
    private final SigningKey key;
    private final InstantSource computerTime;
    private final Path file;
    private final JdbcClient jdbc;
    private final ReentrantLock signing = new ReentrantLock();

    /** @param file that a line is appended to for every checkpoint that this node signs */
    Checkpoints(ProofTree tree, SigningKey key, InstantSource computerTime, Path file, JdbcClient jdbc) {
        this.tree = tree;
        this.key = key;
        this.computerTime = computerTime;
        this.file = file;
        this.jdbc = jdbc;
    }

    /** One over every event that is stored by now. */
    public Checkpoint latest() {
        signing.lock();
        try {
            long size = tree.grow();
            return find(size).orElseGet(() -> sign(size));
        } finally {
            signing.unlock();
        }
    }

    /** Over how many events a root was last signed with this key; 0 for none. */
    long signedSize() {
        return jdbc.sql("SELECT COALESCE(MAX(size), 0) FROM proof_checkpoint WHERE key_id = ?")
                .param(key.id())
                .query(Long.class)
                .single();
    }

    private Optional<Checkpoint> find(long size) {
        return jdbc.sql(
                        "SELECT root, signed_at, public_key, signature FROM proof_checkpoint WHERE size = ? AND key_id = ?")
                .params(size, key.id())
                .query((row, n) -> new Checkpoint(
                        size,
                        new Hash(row.getString(1)),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        key.id(),
                        row.getString(3),
                        row.getString(4)))
                .optional();
    }

    private Checkpoint sign(long size) {
        Instant at = computerTime.instant().truncatedTo(ChronoUnit.MICROS);
        Checkpoint checkpoint = key.sign(size, tree.of(size).root(), at);
        // First, so that none is ever given out that does not stand in the file; a line too many does no harm.
        append(checkpoint);
        try {
            jdbc.sql("INSERT INTO proof_checkpoint (size, key_id, root, signed_at, public_key, signature)"
                            + " VALUES (?, ?, ?, ?, ?, ?)")
                    .params(
                            size,
                            checkpoint.keyId(),
                            checkpoint.root().hex(),
                            at.atOffset(ZoneOffset.UTC),
                            checkpoint.publicKey(),
                            checkpoint.signature())
                    .update();
        } catch (DuplicateKeyException signedByAnotherNode) {
            return find(size).orElseThrow(() -> signedByAnotherNode);
        }
        return checkpoint;
    }

    private void append(Checkpoint checkpoint) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, checkpoint.asText() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("a checkpoint cannot be appended to " + file, e);
        }
    }
}
