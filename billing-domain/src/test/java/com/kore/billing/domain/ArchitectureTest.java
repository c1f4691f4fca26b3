package com.kore.billing.domain;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The arrows between the domain's packages run one way, and it knows nothing of storage, transport, clocks or chance. */
@AnalyzeClasses(packages = "com.kore.billing.domain", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule arrows_run_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("account")
            .definedBy("..domain.account..")
            .layer("calendar")
            .definedBy("..domain.calendar..")
            .layer("catalog")
            .definedBy("..domain.catalog..")
            .layer("invoicing")
            .definedBy("..domain.invoicing..")
            .layer("payment")
            .definedBy("..domain.payment..")
            .layer("subscription")
            .definedBy("..domain.subscription..")
            .whereLayer("subscription")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("payment")
            .mayOnlyBeAccessedByLayers("subscription")
            .whereLayer("invoicing")
            .mayOnlyBeAccessedByLayers("payment", "subscription")
            .whereLayer("catalog")
            .mayOnlyBeAccessedByLayers("invoicing", "payment", "subscription")
            .whereLayer("calendar")
            .mayOnlyBeAccessedByLayers("catalog", "invoicing", "payment", "subscription")
            .whereLayer("account")
            .mayOnlyBeAccessedByLayers("catalog", "invoicing", "payment", "subscription");

    @ArchTest
    static final ArchRule no_framework_but_axons_annotations = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..", "java.sql..", "javax.sql..", "tools.jackson..", "com.fasterxml..");

    @ArchTest
    static final ArchRule only_the_aggregate_and_its_commands_know_axon = noClasses()
            .that()
            .doNotHaveSimpleName("Subscription")
            .and()
            .haveNameNotMatching(".*SubscriptionCommand.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.axonframework..");

    @ArchTest
    static final ArchRule no_clock = noClasses()
            .should()
            .callMethodWhere(target(name("now")).and(target(owner(resideInAPackage("java.time..")))))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Clock.class, System.class);

    @ArchTest
    static final ArchRule no_chance =
            noClasses().should().dependOnClassesThat().belongToAnyOf(Random.class, UUID.class, ThreadLocalRandom.class);
}
