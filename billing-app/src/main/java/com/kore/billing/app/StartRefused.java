package com.kore.billing.app;

/** The service does not start like this. Printed as two readable lines instead of a stack trace. */
public final class StartRefused extends RuntimeException {
    private final String remedy;

    /**
     * @param reason what is wrong, naming the setting or the file and line
     * @param remedy what to do instead
     */
    public StartRefused(String reason, String remedy) {
        super(reason);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
