package com.kore.billing.domain;

import java.util.Optional;

/**
 * The rules say no. Nothing else means that, and nothing was changed.
 *
 * <p>The code is part of the contract with callers: it is the {@code code} of the problem that they receive. The message says
 * what to do instead.
 */
public final class CommandRejected extends RuntimeException {
    private final String code;
    private final Optional<String> field;

    /** A refusal by a rule. */
    public CommandRejected(String code, String remedy) {
        this(code, remedy, Optional.empty());
    }

    /** A refusal because of one field of the command, named as callers name it. */
    public CommandRejected(String code, String remedy, Optional<String> field) {
        super(remedy, null, false, false);
        this.code = code;
        this.field = field;
    }

    /** Lower-case words joined by dashes, such as {@code no-change}. */
    public String code() {
        return code;
    }

    /** The field at fault, if it is one field's. */
    public Optional<String> field() {
        return field;
    }
}
