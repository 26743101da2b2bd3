package dev.cordon.connectors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.camunda.client.api.worker.JobWorker;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.cordon.connectors");

    @Test
    void vendors_do_not_know_each_other() {
        slices().matching("dev.cordon.connectors.vendor.(*)..")
                .should()
                .notDependOnEachOther()
                .because("a vendor is added or removed as one folder")
                .check(CLASSES);
    }

    @Test
    void vendors_know_their_product_and_nothing_that_makes_an_effect_safe() {
        noClasses()
                .that()
                .resideInAPackage("..vendor..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..connectors.action..",
                        "..connectors.job..",
                        "io.camunda..",
                        "io.smallrye.faulttolerance..",
                        "org.eclipse.microprofile.faulttolerance..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.cordon.contract.Ledger")
                .because("claiming, retrying and recording stand once, in the runner and the guards")
                .check(CLASSES);
    }

    @Test
    void vendors_reach_their_product_only_through_vendor_http() {
        noClasses()
                .that()
                .resideInAPackage("..vendor..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.core.http..", "io.vertx.core.net..", "io.vertx.ext..", "java.net.http..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.cordon.connectors.http.Exchange")
                .because("one host, no redirects and bounded answers are promised for every request")
                .check(CLASSES);
    }

    @Test
    void only_job_speaks_camunda() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..connectors.job..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.camunda..")
                .because("the scheduler is not the record, and may be another one tomorrow")
                .check(CLASSES);
    }

    @Test
    void nobody_closes_a_worker_but_its_client() {
        noClasses()
                .should()
                .callMethod(JobWorker.class, "close")
                .because(
                        "the client closes it, too, and a second time may wait for ever for a lock that is never given back")
                .check(CLASSES);
    }

    @Test
    void grpc_is_spoken_with_camunda_and_with_velociraptor_only() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..connectors.job..", "..vendor.velociraptor..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..", "com.google.protobuf..")
                .because("it is how these two are reached, and nothing to build on")
                .check(CLASSES);
    }

    @Test
    void capabilities_and_http_do_not_know_who_uses_them() {
        noClasses()
                .that()
                .resideInAnyPackage("..connectors.capability..", "..connectors.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..connectors.action..", "..connectors.job..", "..connectors.vendor..")
                .because("dependencies go one way: job, action, capability, vendor")
                .check(CLASSES);
    }

    @Test
    void the_runner_does_not_know_any_vendor() {
        noClasses()
                .that()
                .resideInAnyPackage("..connectors.action..", "..connectors.job..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..connectors.vendor..", "..connectors.http..")
                .because("a vendor is added without touching what makes it safe")
                .check(CLASSES);
    }

    @Test
    void there_are_no_cycles() {
        slices().matching("dev.cordon.connectors.(**)")
                .should()
                .beFreeOfCycles()
                .because("a cycle is one package with two names")
                .check(CLASSES);
    }

    @Test
    void nothing_is_called_by_a_word_that_says_nothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)")
                .because("such a name hides what the class is for")
                .check(CLASSES);
    }
}
