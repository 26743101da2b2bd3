package dev.cordon.engine;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.Entity;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.cordon.engine");

    @Test
    void packages_form_no_cycle() {
        slices().matching("dev.cordon.engine.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a newcomer reads one package at a time")
                .check(ENGINE);
    }

    @Test
    void only_the_broker_package_speaks_to_camunda() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..broker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.camunda.client..", "io.grpc..")
                .because("every call to the broker must be one that may be repeated")
                .check(ENGINE);
    }

    @Test
    void the_ways_to_authenticate_know_no_sources() {
        noClasses()
                .that()
                .resideInAnyPackage("..alert.source.auth..", "..alert.source.pull..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.cordon.engine.alert.source")
                .because("a proof is checked against what it is given, whoever has been set to give it")
                .check(ENGINE);
    }

    @Test
    void the_engine_does_not_know_the_connectors() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.cordon.connectors..")
                .because("they meet in the contract, and nowhere else")
                .check(ENGINE);
    }

    @Test
    void entities_stay_in_their_package() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .bePackagePrivate()
                .because("whoever wants to change one asks for the verb")
                .check(ENGINE);
    }

    @Test
    void every_rest_method_says_who_may_call_it() {
        methods()
                .that(are(restMethods()))
                .should()
                .beAnnotatedWith(RolesAllowed.class)
                .orShould()
                .beAnnotatedWith(PermitAll.class)
                .orShould()
                .beAnnotatedWith("io.quarkus.security.Authenticated")
                .orShould()
                .beDeclaredInClassesThat(are(saysWhoMayCall()))
                .because("what is not said is denied, and denied by surprise")
                .check(ENGINE);
    }

    @Test
    void nothing_is_called_after_a_pattern() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .because("a name says what a thing is")
                .check(ENGINE);
    }

    private static DescribedPredicate<JavaMethod> restMethods() {
        return DescribedPredicate.describe(
                "REST methods",
                method -> method.isAnnotatedWith(GET.class)
                        || method.isAnnotatedWith(POST.class)
                        || method.isAnnotatedWith(PUT.class)
                        || method.isAnnotatedWith(DELETE.class)
                        || method.isAnnotatedWith(HEAD.class));
    }

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> saysWhoMayCall() {
        return DescribedPredicate.describe(
                "classes that say who may call them",
                type -> type.isAnnotatedWith(RolesAllowed.class)
                        || type.isAnnotatedWith(PermitAll.class)
                        || type.isAnnotatedWith("io.quarkus.security.Authenticated"));
    }
}
