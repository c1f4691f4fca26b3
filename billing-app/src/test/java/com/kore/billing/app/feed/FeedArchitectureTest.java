package com.kore.billing.app.feed;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.kore.billing", importOptions = ImportOption.DoNotIncludeTests.class)
class FeedArchitectureTest {

    @ArchTest
    static final ArchRule the_feed_knows_the_event_store_and_no_endpoint = noClasses()
            .that()
            .resideInAPackage("..app.feed..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..app.queries..",
                    "..app.web..",
                    "..app.commands..",
                    "..app.security..",
                    "..app.automation..",
                    "..projections..");

    @ArchTest
    static final ArchRule only_endpoints_of_readers_know_the_feed = noClasses()
            .that()
            .resideOutsideOfPackages("..app.feed..", "..app.queries..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..app.feed..");
}
