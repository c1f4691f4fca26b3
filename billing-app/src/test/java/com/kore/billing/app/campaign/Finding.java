package com.kore.billing.app.campaign;

/**
 * A history on which service and oracle do not agree.
 *
 * @param step the index of the step after which it shows
 */
record Finding(History history, int step, Difference difference) {

    /** For people: what differs, and the history as a file to keep. */
    @Override
    public String toString() {
        return """
                %s, step %d: %s: %s
                Keep it as billing-app/src/test/resources/%s/%s.txt:

                %s

                """.formatted(
                        history.name(),
                        step,
                        history.steps().get(step).command().getClass().getSimpleName(),
                        difference,
                        KeptHistories.FOLDER,
                        history.name().replaceAll("[^A-Za-z0-9]+", "-"),
                        history);
    }
}
