package com.kore.billing.app.console.insights;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The pages of figures. */
enum Insight {
    MRR("", "Recurring revenue", "mrr_movements"),
    RETENTION("retention", "Retention", "mrr_movements cohorts"),
    PLANS("plans", "Plan mix", "periods subscriptions"),
    COLLECTIONS("collections", "Collections", "invoices payments"),
    REVENUE("revenue", "Recognized revenue", "revenue_schedule invoice_lines");

    static final String PATH = "/console/insights";

    private final String name;
    private final String title;
    private final String views;

    Insight(String name, String title, String views) {
        this.name = name;
        this.title = title;
        this.views = views;
    }

    static Optional<Insight> named(String name) {
        return Arrays.stream(values())
                .filter(insight -> insight.name.equals(name))
                .findFirst();
    }

    String path() {
        return name.isEmpty() ? PATH : PATH + "/" + name;
    }

    public String title() {
        return title;
    }

    /** Those of the schema {@code analytics} that its figures are summed up from. */
    List<String> views() {
        return List.of(views.split(" ", -1));
    }

    /** Whether it is about the end of one month. */
    boolean isOfOneMonth() {
        return this == PLANS;
    }
}
