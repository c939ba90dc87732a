package com.billshotel.local.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Which packages may depend on which. The poms enforce this between modules ({@code bannedDependencies}); this test enforces it
 * between packages, and for libraries that part of a module must not use.
 */
class HouseTest {
    private static final String PROTO = "com.billshotel.proto..";
    private static final String RUNTIME = "com.billshotel.runtime..";
    private static final String SERVER = "com.billshotel.server..";
    private static final String WORKER = "com.billshotel.reserve..";
    private static final String EMBEDDED = "com.billshotel.embedded..";
    private static final String OURS = "com.billshotel..";

    private static JavaClasses all;

    @BeforeAll
    static void read() {
        all = new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("com.billshotel");
        for (String part : new String[] {"runtime", "server", "reserve", "embedded", "local"}) {
            assertThat(all.stream().anyMatch(type -> type.getPackageName().startsWith("com.billshotel." + part)))
                    .as("classes of %s", part)
                    .isTrue();
        }
    }

    @Test
    void services_useNeitherEachOtherNorTheLab() {
        classes()
                .that()
                .resideInAPackage(SERVER)
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackages(OURS).or(resideInAnyPackage(SERVER, RUNTIME, PROTO)))
                .check(all);
        classes()
                .that()
                .resideInAPackage(WORKER)
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackages(OURS).or(resideInAnyPackage(WORKER, RUNTIME, PROTO)))
                .check(all);
    }

    @Test
    void runtime_usesNeitherAServiceNorTheContract() {
        classes()
                .that()
                .resideInAPackage(RUNTIME)
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackages(OURS).or(resideInAnyPackage(RUNTIME)))
                .check(all);
    }

    @Test
    void embedded_usesNoOtherModule() {
        classes()
                .that()
                .resideInAPackage(EMBEDDED)
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackages(OURS).or(resideInAnyPackage(EMBEDDED)))
                .check(all);
    }

    @Test
    void booking_usesNeitherPubSubNorGrpcNorSql() {
        noClasses()
                .that()
                .resideInAnyPackage("com.billshotel.reserve.booking..", "com.billshotel.reserve.intake..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        PROTO, "com.google..", "io.grpc..", "java.sql..", "com.mysql..", "com.zaxxer.."))
                .check(all);
    }

    @Test
    void rooms_useNeitherGrpcNorTheContract() {
        noClasses()
                .that()
                .resideInAnyPackage("com.billshotel.server.rooms..", "com.billshotel.server.catalog..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(PROTO, "io.grpc.."))
                .check(all);
    }

    @Test
    void packagesOfEachModule_haveNoCycles() {
        for (String module : new String[] {"runtime", "server", "reserve", "embedded", "local"}) {
            SlicesRuleDefinition.slices()
                    .matching("com.billshotel." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .check(all);
        }
    }
}
