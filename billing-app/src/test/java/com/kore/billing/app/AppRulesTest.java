package com.kore.billing.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the service may use where. */
@AnalyzeClasses(packages = "com.kore.billing.app", importOptions = ImportOption.DoNotIncludeTests.class)
class AppRulesTest {

    /** Events have stable names ({@code RecordedEvent.type()}); a class may be renamed. */
    @ArchTest
    static final ArchRule endpoints_never_tell_the_name_of_a_java_class = noClasses()
            .that()
            .resideInAnyPackage("..commands..", "..queries..", "..operations..", "..audit..", "..analytics..")
            .should()
            .callMethod(Class.class, "getSimpleName");

    /** A proof is checked by others, against the stored rows alone. */
    @ArchTest
    static final ArchRule the_proof_knows_the_event_store_and_nothing_else_of_ours = noClasses()
            .that()
            .resideInAPackage("..app.proof..")
            .should()
            .dependOnClassesThat(resideInAPackage("com.kore.billing..")
                    .and(not(resideInAnyPackage("..app.proof..", "..app.eventstore..", "..domain.account.."))));
}
