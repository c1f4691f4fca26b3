package com.kore.billing.app.console.history;

import com.kore.billing.app.audit.Chapter.Moment;
import com.kore.billing.app.audit.StoredMetadata;
import com.kore.billing.app.console.Words;
import com.kore.billing.app.eventstore.CommandMetaData;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.invoicing.InvoiceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An event of the timeline in words.
 *
 * @param type as words
 * @param when in the account's time zone
 * @param who sent the command that led to it, and what vouches for that name
 * @param command as words
 * @param invoice that it is about
 * @param changes fields of the summary that are otherwise after it
 */
record Happening(
        long version,
        String type,
        String when,
        String who,
        String command,
        String sentence,
        Optional<String> invoice,
        List<Change> changes) {

    /** A field before and afterwards. */
    record Change(String label, String before, String after) {}

    static Happening of(Moment moment, PlanCatalog catalog) {
        StoredMetadata metadata = StoredMetadata.of(moment.stored());
        return new Happening(
                moment.version(),
                Words.ofName(moment.stored().type()),
                Words.minute(
                        moment.stored().occurredAt(), moment.after().opening().timeZone()),
                who(metadata),
                metadata.text(CommandMetaData.COMMAND).map(Words::ofName).orElse("not known"),
                new EventWords(catalog).of(moment.event()),
                EventWords.invoice(moment.event()).map(InvoiceId::value),
                changes(moment, catalog));
    }

    private static String who(StoredMetadata metadata) {
        String actor = metadata.text(CommandMetaData.ACTOR).orElse("not known");
        return switch (metadata.text(CommandMetaData.ACTOR_KIND).orElse("")) {
            case "token" -> actor + " (access token)";
            case "jwt" -> actor + " (by its issuer)";
            case "account" -> "the account itself";
            case "automation" -> "the service, as due";
            case "in_process" -> actor + " (in the service)";
            default -> actor;
        };
    }

    /** Both as of when it happened, so that what only the day or the catalog changes is no change of the event. */
    private static List<Change> changes(Moment moment, PlanCatalog catalog) {
        if (moment.before().isEmpty()) {
            return List.of();
        }
        Instant at = moment.stored().occurredAt();
        List<SummaryField> before = SummaryField.of(moment.before().get(), catalog, at);
        List<SummaryField> after = SummaryField.of(moment.after(), catalog, at);
        List<Change> changes = new ArrayList<>();
        for (int index = 0; index < after.size(); index++) {
            SummaryField then = before.get(index);
            SummaryField now = after.get(index);
            if (!then.text().equals(now.text())) {
                changes.add(new Change(now.label(), then.text(), now.text()));
            }
        }
        return List.copyOf(changes);
    }

    /** The names of what it changed, for a list. */
    public String changed() {
        return String.join(", ", changes.stream().map(Change::label).toList());
    }
}
