package com.kore.billing.app;

import org.h2.api.ErrorCode;
import org.h2.jdbc.JdbcSQLNonTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says for people that another process has the embedded database's file. Registered in {@code META-INF/spring.factories}. */
public final class StoreInUseAnalyzer extends AbstractFailureAnalyzer<JdbcSQLNonTransientConnectionException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, JdbcSQLNonTransientConnectionException cause) {
        return cause.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                ? new FailureAnalysis(
                        "Another process works on the embedded database in BILLING_DATA_DIR.",
                        "Stop that one, or name another folder. Several nodes work on one PostgreSQL.",
                        cause)
                : null;
    }
}
