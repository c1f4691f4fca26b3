package com.kore.billing.app.oracle;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.regex.Pattern;

/** What the oracle may use: a judge that asked the service for the law would find it innocent. */
@AnalyzeClasses(packages = "com.kore.billing.app.oracle", importOptions = IndependenceTest.WithoutTests.class)
class IndependenceTest {

    @ArchTest
    static final ArchRule it_uses_the_jdk_and_nothing_of_ours = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify.annotations", "com.kore.billing.app.oracle");

    /** Tests of the oracle use a test framework; they and what is nested in them are not part of it. */
    static final class WithoutTests implements ImportOption {
        private static final Pattern TEST = Pattern.compile(".*Test(\\$.*)?\\.class");

        @Override
        public boolean includes(Location location) {
            return !location.matches(TEST);
        }
    }
}
