package com.kore.billing.projections;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.kore.billing.domain.subscription.Decision;
import com.kore.billing.domain.subscription.Subscription;
import com.kore.billing.domain.subscription.SubscriptionState;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

/** What projections may use. */
@AnalyzeClasses(packages = "com.kore.billing.projections", importOptions = ImportOption.DoNotIncludeTests.class)
class ProjectionRulesTest {

    @ArchTest
    static final ArchRule they_see_events_and_values_never_the_aggregate_or_its_state = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Subscription.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(SubscriptionState.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Decision.class);

    @ArchTest
    static final ArchRule they_do_not_ask_for_the_time = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule they_know_nothing_of_the_service_around_them = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.kore.billing.app..", "org.axonframework..", "org.springframework.boot..");

    @ArchTest
    static final ArchRule read_models_do_not_know_each_other = slices().matching(
                    "com.kore.billing.projections.(accountsummary|billinghistory|invoices|duework)..")
            .should()
            .notDependOnEachOther();
}
