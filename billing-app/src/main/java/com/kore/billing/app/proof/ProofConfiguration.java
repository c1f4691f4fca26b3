package com.kore.billing.app.proof;

import com.kore.billing.app.eventstore.AppendSignal;
import com.kore.billing.app.eventstore.EventReader;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The tree over all events, its checkpoints, and what lets it grow. */
@Configuration(proxyBeanMethods = false)
class ProofConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    ProofTree proofTree(EventReader events, JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        return new ProofTree(events, jdbc, new TransactionTemplate(transactions));
    }

    /** Without a configured key, one is generated into the data directory. */
    @Bean
    SigningKey signingKey(
            @Value("${billing.proof.signing-key:}") String text,
            @Value("${billing.data-dir:./data}") Path dataDirectory) {
        return text.isBlank() ? SigningKey.ofFile(dataDirectory.resolve("checkpoint.key")) : SigningKey.of(text);
    }

    /** Signed at the computer's time, whatever time it is for billing. */
    @Bean
    Checkpoints checkpoints(
            ProofTree tree, SigningKey key, @Value("${billing.data-dir:./data}") Path dataDirectory, JdbcClient jdbc) {
        return new Checkpoints(tree, key, InstantSource.system(), dataDirectory.resolve("checkpoints.ndjson"), jdbc);
    }

    @Bean
    TreeGrower treeGrower(ProofTree tree, Checkpoints checkpoints, AppendSignal signal) {
        return new TreeGrower(tree, checkpoints, signal);
    }

    @Bean
    ProvenHistory provenHistory(EventReader events, ProofTree tree) {
        return new ProvenHistory(events, tree);
    }
}
