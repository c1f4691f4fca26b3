package com.kore.billing.app.console.history;

import com.kore.billing.app.audit.Chapter;
import com.kore.billing.app.audit.Chapter.Moment;
import com.kore.billing.app.audit.Chapters;
import com.kore.billing.app.audit.EventReference;
import com.kore.billing.app.audit.StoredMetadata;
import com.kore.billing.app.audit.SummaryExplanation.ExplainedField;
import com.kore.billing.app.console.Words;
import com.kore.billing.app.eventstore.CommandMetaData;
import com.kore.billing.app.proof.StoredJson;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.projections.accountsummary.AccountSummary;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An account's history in words: how it stood after one of its events, and the events around that one.
 *
 * @param version of the chosen event, from 1
 * @param asOf what the summary is told as of
 * @param timeline the newest first
 * @param earlier a version of the chapter before
 * @param later a version of the chapter after
 */
record HistoryPage(
        AccountSummary summary,
        long version,
        long versions,
        String asOf,
        Happening present,
        List<Field> fields,
        List<Happening> timeline,
        Optional<Long> earlier,
        Optional<Long> later,
        Stored stored) {

    /**
     * A field of the summary as it stood.
     *
     * @param setBy the event that last set it, by type and version
     * @param since the version since which it has been the same, if that is an earlier one
     * @param justSet whether the chosen event set it
     */
    record Field(String label, String text, String setBy, long setByVersion, Optional<Long> since, boolean justSet) {

        private static Field of(SummaryField field, ExplainedField explained, long version) {
            EventReference setBy = explained.setBy();
            return new Field(
                    field.label(),
                    field.text(),
                    Words.ofName(setBy.type()),
                    setBy.version(),
                    Optional.of(explained.unchangedSince().version()).filter(since -> since < setBy.version()),
                    setBy.version() == version);
        }
    }

    /** The chosen event as it stands in the store, for whoever checks it by other means. */
    record Stored(
            String eventId,
            String type,
            String revision,
            long position,
            String commandId,
            String correlationId,
            String causationId,
            String payload) {
        private static final String NONE = "none";

        private static Stored of(Moment moment) {
            StoredMetadata metadata = StoredMetadata.of(moment.stored());
            return new Stored(
                    moment.stored().eventId(),
                    moment.stored().type(),
                    moment.stored().revision(),
                    moment.stored().position(),
                    metadata.text(CommandMetaData.COMMAND_ID).orElse(NONE),
                    metadata.text(CommandMetaData.CORRELATION_ID).orElse(NONE),
                    metadata.text(CommandMetaData.CAUSATION_ID).orElse(NONE),
                    StoredJson.asStored(moment.stored().payload()).toPrettyString());
        }
    }

    static HistoryPage of(Chapter chapter, String asOf, PlanCatalog catalog) {
        Map<String, ExplainedField> explained = chapter.fields().fields().stream()
                .collect(Collectors.toMap(ExplainedField::field, Function.identity()));
        long first = chapter.moments().getFirst().version();
        long last = chapter.moments().getLast().version();
        return new HistoryPage(
                chapter.summary(),
                chapter.version(),
                chapter.versions(),
                asOf,
                Happening.of(chapter.present(), catalog),
                SummaryField.of(chapter.summary(), catalog).stream()
                        .map(field ->
                                Field.of(field, Objects.requireNonNull(explained.get(field.name())), chapter.version()))
                        .toList(),
                chapter.moments().reversed().stream()
                        .map(moment -> Happening.of(moment, catalog))
                        .toList(),
                Optional.of(first - 1).filter(version -> version > 0),
                Optional.of(last + 1).filter(version -> version <= chapter.versions()),
                Stored.of(chapter.present()));
    }

    public long previous() {
        return version - 1;
    }

    /** The version after the chosen one; 0 if there is none. */
    public long next() {
        return version < versions ? version + 1 : 0;
    }

    /** Whether there are more events than the timeline shows. */
    public boolean paged() {
        return versions > Chapters.EVENTS;
    }
}
