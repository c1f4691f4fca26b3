package com.kore.billing.app.catalog;

import com.kore.billing.app.StartRefused;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.Plan;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.catalog.Price;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The form of a catalog file, read strictly: an unknown key, a key that stands twice, a value of another type or a catalog that makes
 * no sense is refused with its line. Only nodes are read; no object is ever made from what a file says.
 *
 * <pre>{@code
 * versions:
 *   - effectiveFrom: 2020-01-01
 *     plans:
 *       - {id: free, name: Free, rank: 0}
 *       - id: premium
 *         name: Premium
 *         rank: 1
 *         prices: [{interval: monthly, currency: USD, perUser: "10.00"}]
 * }</pre>
 */
public final class CatalogFile {
    /** In minor units. With a million users a total is still exact in every JSON reader. */
    private static final long PRICE_MAX = 1_000_000_000;

    private static final int NAME_LENGTH_MAX = 100;

    private CatalogFile() {}

    /**
     * @param text of the file
     * @param name of the file, for messages
     * @throws StartRefused in one line: the file, the line and the reason
     */
    public static PlanCatalog read(String text, String name) {
        try {
            return catalog(YamlMapping.of(root(text), Set.of("versions")));
        } catch (CatalogMistake mistake) {
            throw refused(name + ", line " + mistake.line() + ": " + mistake.getMessage());
        } catch (MarkedYAMLException malformed) {
            int line = malformed.getProblemMark() == null
                    ? 1
                    : malformed.getProblemMark().getLine() + 1;
            throw refused(name + ", line " + line + ": not YAML: " + malformed.getProblem());
        } catch (YAMLException malformed) {
            throw refused(name + ", line 1: not YAML: " + malformed.getMessage());
        }
    }

    private static StartRefused refused(String reason) {
        return new StartRefused(
                reason, "Correct the file. Its form stands in docs/operators.md; the packaged catalog is an example.");
    }

    private static Node root(String text) {
        Node root;
        try {
            root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
        } catch (IllegalArgumentException ofATag) {
            throw new YAMLException("it has a tag that is none: " + ofATag.getMessage());
        }
        if (root == null) {
            throw new CatalogMistake(1, "the file is empty");
        }
        return root;
    }

    private static PlanCatalog catalog(YamlMapping file) {
        List<PlanCatalog.Version> versions = new ArrayList<>();
        PlanCatalog catalog = null;
        for (Node node : file.list("versions")) {
            YamlMapping form = YamlMapping.of(node, Set.of("effectiveFrom", "plans"));
            versions.add(version(form));
            catalog = sensible(versions, form);
        }
        if (catalog == null) {
            throw file.mistake("versions", "needs at least one version");
        }
        return catalog;
    }

    /** Version by version, so that what makes no sense is told with a line. */
    private static PlanCatalog sensible(List<PlanCatalog.Version> versions, YamlMapping latest) {
        try {
            return new PlanCatalog(versions);
        } catch (IllegalArgumentException senseless) {
            throw new CatalogMistake(latest.line(), String.valueOf(senseless.getMessage()));
        }
    }

    private static PlanCatalog.Version version(YamlMapping form) {
        String day = form.text("effectiveFrom", Tag.TIMESTAMP, Tag.STR);
        LocalDate effectiveFrom;
        try {
            effectiveFrom = LocalDate.parse(day);
        } catch (DateTimeParseException malformed) {
            throw form.mistake("effectiveFrom", "must be a date such as 2026-01-01");
        }
        List<Plan> plans = new ArrayList<>();
        for (Node node : form.list("plans")) {
            plans.add(plan(YamlMapping.of(node, Set.of("id", "name", "rank", "prices"))));
        }
        return new PlanCatalog.Version(effectiveFrom, plans);
    }

    private static Plan plan(YamlMapping form) {
        PlanId id;
        try {
            id = new PlanId(form.text("id", Tag.STR));
        } catch (IllegalArgumentException malformed) {
            throw form.mistake("id", String.valueOf(malformed.getMessage()));
        }
        String name = form.text("name", Tag.STR);
        if (name.isBlank() || name.length() > NAME_LENGTH_MAX) {
            throw form.mistake("name", "must have 1 to " + NAME_LENGTH_MAX + " characters");
        }
        List<Price> prices = new ArrayList<>();
        for (Node node : form.has("prices") ? form.list("prices") : List.<Node>of()) {
            prices.add(price(YamlMapping.of(node, Set.of("interval", "currency", "perUser"))));
        }
        return new Plan(id, name, rank(form), prices);
    }

    private static int rank(YamlMapping form) {
        try {
            return Integer.parseInt(form.text("rank", Tag.INT));
        } catch (NumberFormatException malformed) {
            throw form.mistake("rank", "must be a whole number from 0");
        }
    }

    private static Price price(YamlMapping form) {
        BillingInterval interval = switch (form.text("interval", Tag.STR)) {
            case "monthly" -> BillingInterval.MONTHLY;
            case "annual" -> BillingInterval.ANNUAL;
            default -> throw form.mistake("interval", "must be monthly or annual");
        };
        return new Price(interval, perUser(form, currency(form)));
    }

    private static CurrencyUnit currency(YamlMapping form) {
        try {
            return CurrencyUnit.of(form.text("currency", Tag.STR));
        } catch (IllegalCurrencyException unknown) {
            throw form.mistake("currency", "must be an ISO 4217 code such as USD");
        }
    }

    /** Quoted or not: the text is read, never a binary fraction. */
    private static Money perUser(YamlMapping form, CurrencyUnit currency) {
        String text = form.text("perUser", Tag.STR, Tag.INT, Tag.FLOAT);
        if (!text.matches("[0-9]{1,15}(\\.[0-9]{1,4})?")) {
            throw form.mistake("perUser", "must be a decimal number such as \"10.00\"");
        }
        BigDecimal amount = new BigDecimal(text);
        if (amount.scale() > currency.getDecimalPlaces()) {
            throw form.mistake(
                    "perUser",
                    "has more than " + currency.getDecimalPlaces() + " decimals, the minor unit of " + currency);
        }
        Money price = Money.of(currency, amount);
        if (price.getAmountMinor().longValueExact() > PRICE_MAX) {
            throw form.mistake("perUser", "must be at most " + PRICE_MAX + " minor units");
        }
        return price;
    }
}
