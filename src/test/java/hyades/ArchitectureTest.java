package hyades;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of the house, as `src/site/markdown/architecture.md` has them, kept over the compiled classes.
class ArchitectureTest {
    private static final String[] FEATURES = {
        "hyades.nbody..", "hyades.decay..", "hyades.images..", "hyades.matrix..", "hyades.tables..", "hyades.vo.."
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("hyades");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("hyades.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void featuresNeverImportEachOther() {
        for (String feature : FEATURES) {
            for (String other : FEATURES) {
                if (!feature.equals(other)) {
                    noClasses()
                            .that()
                            .resideInAPackage(feature)
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(other)
                            .allowEmptyShould(true)
                            .check(CLASSES);
                }
            }
        }
    }

    @Test
    void onlyDistributedClassesOfAFeatureKnowOfRanks() {
        noClasses()
                .that()
                .resideInAnyPackage(FEATURES)
                .and()
                .haveSimpleNameNotStartingWith("Distributed")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("hyades.comm..", "hyades.farm..")
                .check(CLASSES);
    }

    @Test
    void whatIsRecordedOfARankKnowsNothingOfTheRest() {
        noClasses()
                .that()
                .resideInAPackage("hyades.trace..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are Hyades's own",
                        type -> type.getPackageName().startsWith("hyades")
                                && !type.getPackageName().equals("hyades.trace")))
                .check(CLASSES);
    }

    @Test
    void featuresAndWhatTheyStandOnKnowNothingOfTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "hyades", "hyades.cli..", "hyades.launch..", "hyades.study..", "hyades.report..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("hyades.cli..", "hyades.launch..", "hyades.study..", "hyades.report..")
                .check(CLASSES);
    }

    /// Who may use a library: packages, or one class, divided by blanks.
    @ParameterizedTest(name = "{0} is used by {1} only")
    @CsvSource({
        "mpi.., hyades.comm",
        "xdev.., hyades.comm",
        "java.lang.foreign.., hyades.comm",
        "nom.tam.., hyades.images.FitsFiles",
        "org.ejml.., hyades.matrix hyades.study",
        "picocli.., hyades.cli hyades.launch hyades.Main",
        "java.net.http.., hyades.vo",
        "org.knowm.xchart.., hyades.report",
        "com.google.gson.., hyades.report hyades.report.page",
        "org.apache.commons.rng.., hyades.random hyades.decay",
        "de.siegmar.fastcsv.., hyades.nbody hyades.decay hyades.tables hyades.report hyades.report.page hyades.study",
        "org.apache.commons.statistics.., hyades.study",
        "me.tongfei.progressbar.., hyades.cli",
        "java.lang.management.., hyades.trace hyades.study",
        "com.sun.management.., hyades.trace",
        "jdk.incubator.vector.., hyades.nbody.VectorKernel hyades.images"
    })
    void everyLibraryHasItsOwners(String library, String owners) {
        noClasses()
                .that(isNotOneOf(owners.split(" ")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> isNotOneOf(String[] owners) {
        return DescribedPredicate.describe("are not of " + String.join(" or ", owners), type -> {
            for (String owner : owners) {
                if (type.getName().equals(owner)
                        || type.getName().startsWith(owner + "$")
                        || type.getPackageName().equals(owner)) {
                    return false;
                }
            }
            return true;
        });
    }
}
