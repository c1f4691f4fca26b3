package com.kore.billing.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.springframework.transaction.TransactionManager;

/** What the service may use where. */
@AnalyzeClasses(packages = "com.kore.billing", importOptions = ImportOption.DoNotIncludeTests.class)
class AppRulesTest {

    /** Events have stable names ({@code RecordedEvent.type()}); a class may be renamed. */
    @ArchTest
    static final ArchRule endpoints_never_tell_the_name_of_a_java_class = noClasses()
            .that()
            .resideInAnyPackage("..commands..", "..queries..", "..operations..", "..audit..", "..analytics..")
            .should()
            .callMethod(Class.class, "getSimpleName");

    @ArchTest
    static final ArchRule arrows_between_packages_run_one_way =
            slices().matching("com.kore.billing.app.(*)..").should().beFreeOfCycles();

    /** Each is for another reader; what two of them need stands in queries, or below. Pages are for all, and stand on top. */
    @ArchTest
    static final ArchRule endpoints_of_one_reader_never_use_those_of_another = slices().matching(
                    "com.kore.billing.app.(commands|audit|analytics|operations)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule nobody_knows_the_console = noClasses()
            .that()
            .resideOutsideOfPackage("..app.console..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..app.console..");

    /** What is below HTTP can be used without it. */
    @ArchTest
    static final ArchRule what_decides_records_and_plays_knows_no_endpoint_and_no_caller = noClasses()
            .that()
            .resideInAnyPackage(
                    "..eventstore..",
                    "..automation..",
                    "..payments..",
                    "..catalog..",
                    "..feed..",
                    "..rebuild..",
                    "..app.demo..",
                    "..app.documents..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..app.web..",
                    "..app.security..",
                    "..app.commands..",
                    "..app.queries..",
                    "..app.operations..",
                    "..app.console..");

    /** Events and the idempotency record are written by one call that owns the transaction. Read models have their own. */
    @ArchTest
    static final ArchRule nothing_above_the_event_store_opens_a_transaction = noClasses()
            .that()
            .resideInAnyPackage(
                    "com.kore.billing.domain..",
                    "..app.web..",
                    "..app.security..",
                    "..app.commands..",
                    "..app.operations..",
                    "..app.automation..",
                    "..app.payments..",
                    "..app.simulation..",
                    "..app.demo..",
                    "..app.feed..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.transaction.support..", "org.axonframework.common.transaction..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(TransactionManager.class);

    @ArchTest
    static final ArchRule the_feed_is_read_from_the_event_store_alone = noClasses()
            .that()
            .resideInAPackage("..app.feed..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..app.automation..", "..projections..");

    @ArchTest
    static final ArchRule only_endpoints_of_readers_know_the_feed = noClasses()
            .that()
            .resideOutsideOfPackages("..app.feed..", "..app.queries..", "..app.audit..", "..app.analytics..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..app.feed..");

    /** Also no annotation opens one anywhere. */
    @ArchTest
    static final ArchRule no_transaction_is_opened_by_an_annotation = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.springframework.transaction.annotation.Transactional");

    @ArchTest
    static final ArchRule null_is_never_meant_without_being_said = classes()
            .should(new ArchCondition<>("be in a @NullMarked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                        events.add(SimpleConditionEvent.violated(type, type.getName() + " is not"));
                    }
                }
            });

    /** Whoever takes the money may change. */
    @ArchTest
    static final ArchRule stripes_library_is_known_in_one_place = noClasses()
            .that()
            .resideOutsideOfPackage("..app.payments.stripe..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.stripe..");

    /** A proof is checked by others, against the stored rows alone. */
    @ArchTest
    static final ArchRule the_proof_knows_the_event_store_and_nothing_else_of_ours = noClasses()
            .that()
            .resideInAPackage("..app.proof..")
            .should()
            .dependOnClassesThat(resideInAPackage("com.kore.billing..")
                    .and(not(resideInAnyPackage("..app.proof..", "..app.eventstore..", "..domain.account.."))));
}
