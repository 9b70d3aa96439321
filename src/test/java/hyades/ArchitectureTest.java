package hyades;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules of the house, as `src/site/markdown/architecture.md` has them, kept over the compiled
/// classes.
class ArchitectureTest {
    /// The features: a feature's `app` package is all that the command line and the pages know of it.
    private static final List<String> FEATURES =
            List.of("nbody", "decay", "images", "matrix", "tables", "vo", "gas", "sweep");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("hyades");

    /// Each package, and the packages it may import besides itself and `text`.
    private static final Map<String, List<String>> ARROWS = arrows();

    private static Map<String, List<String>> arrows() {
        Map<String, List<String>> arrows = new HashMap<>();
        List.of("partition", "random", "storage", "text", "ffi", "vector")
                .forEach(ground -> arrows.put(ground, List.of()));
        arrows.put("trace", List.of());
        arrows.put("fits", List.of("storage"));
        arrows.put("comm", List.of("trace", "ffi"));
        arrows.put("process", List.of("comm", "ffi", "storage"));
        arrows.put("farm", List.of("comm", "partition", "trace", "storage"));
        arrows.put("launch", List.of("process"));
        arrows.put("run", List.of("process", "comm", "trace", "storage", "partition"));
        arrows.put("figure", List.of("run", "trace", "storage"));
        arrows.put("page", List.of("figure", "run", "trace", "storage"));
        arrows.put("study", List.of("launch", "process", "run", "storage"));
        for (String feature : FEATURES) {
            arrows.put(
                    feature,
                    List.of("farm", "comm", "partition", "fits", "random", "storage", "trace", "ffi", "vector"));
            arrows.put(feature + ".app", withGround(feature));
        }
        arrows.put("study.app", withGround("study"));
        return arrows;
    }

    private static List<String> withGround(String feature) {
        return List.of(
                feature,
                "page",
                "figure",
                "run",
                "process",
                "comm",
                "farm",
                "trace",
                "fits",
                "partition",
                "storage",
                "vector");
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("hyades.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /// So features never import each other, and what lies below them names none.
    @Test
    void packagesImportAlongTheArrowsOnly() {
        for (JavaClass type : CLASSES) {
            String from = shortName(type.getPackageName());
            if (from.isEmpty() || from.equals("cli")) {
                continue;
            }
            List<String> allowed = ARROWS.get(from);
            assertNotNull(allowed, "no arrows for package " + from);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String to = dependency.getTargetClass().getPackageName();
                if (to.startsWith("hyades")
                        && !shortName(to).equals(from)
                        && !shortName(to).equals("text")) {
                    assertTrue(allowed.contains(shortName(to)), dependency::getDescription);
                }
            }
        }
    }

    /// Nor do they name one in a text, such as a command, a file or a class: constants of the compiled
    /// classes.
    @ParameterizedTest
    @ValueSource(strings = {"page", "study", "launch", "run"})
    void whatLiesBelowTheFeaturesNamesNoneInItsTexts(String ground) throws Exception {
        Pattern names = Pattern.compile("(?i)\\b(" + String.join("|", FEATURES) + "|n-body|bodies|isotopes?)\\b");
        int texts = 0;
        for (JavaClass type : CLASSES) {
            if (!type.getPackageName().equals("hyades." + ground)) {
                continue;
            }
            try (InputStream in =
                    type.getSource().orElseThrow().getUri().toURL().openStream()) {
                for (PoolEntry entry : ClassFile.of().parse(in.readAllBytes()).constantPool()) {
                    if (entry instanceof StringEntry text) {
                        texts++;
                        assertFalse(
                                names.matcher(text.stringValue()).find(),
                                () -> type.getName() + " says: " + text.stringValue());
                    }
                }
            }
        }
        assertTrue(texts > 0, "no texts in " + ground);
    }

    private static String shortName(String packageName) {
        return packageName.equals("hyades") ? "" : packageName.substring("hyades.".length());
    }

    @Test
    void onlyDistributedClassesOfAFeatureKnowOfRanks() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        FEATURES.stream().map(feature -> "hyades." + feature).toArray(String[]::new))
                .and()
                .haveNameNotMatching(".*[.]Distributed\\w*([$].*)?") // what is within one is of it
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("hyades.comm..", "hyades.farm..")
                .check(CLASSES);
    }

    /// So what `storage` syncs is all that is synced, and nothing is written without; but for the
    /// ranks' logs under SLURM.
    @Test
    void filesAreWrittenByStorageOnly() {
        DescribedPredicate<JavaMethodCall> writes =
                DescribedPredicate.describe("write, rename or sync a file", call -> {
                    String name = call.getName();
                    JavaClass owner = call.getTargetOwner();
                    return owner.isEquivalentTo(Files.class)
                                    && (name.startsWith("write")
                                            || List.of("move", "copy", "newOutputStream", "newBufferedWriter")
                                                    .contains(name))
                            || owner.isEquivalentTo(FileChannel.class)
                                    && List.of("force", "truncate").contains(name);
                });
        noClasses()
                .that()
                .resideOutsideOfPackage("hyades.storage")
                .and()
                .doNotHaveFullyQualifiedName("hyades.launch.TaskOutput")
                .should()
                .callMethodWhere(writes)
                .check(CLASSES);
    }

    /// `Main` sets it before all else, whatever the user's language is: with another one, numbers have
    /// other digits and `i` another capital.
    @Test
    void theLocaleIsDecidedInOnePlace() {
        for (JavaClass type : CLASSES) {
            boolean starts = type.getMethods().stream()
                    .anyMatch(method -> method.getName().equals("main")
                            && method.getModifiers().contains(JavaModifier.STATIC));
            List<String> calls = type.getMethodCallsFromSelf().stream()
                    .filter(call -> call.getTargetOwner().isEquivalentTo(Locale.class)
                            && call.getName().equals("setDefault"))
                    .map(call -> call.getOrigin().getName())
                    .toList();
            assertEquals(starts ? List.of("main") : List.of(), calls, type::getName);
        }
        noClasses()
                .should()
                .callMethod(Locale.class, "getDefault")
                .orShould()
                .accessField(Locale.class, "US")
                .orShould()
                .accessField(Locale.class, "ENGLISH")
                .check(CLASSES);
    }

    /// A library that runs this code in a process of another's, such as a test, has not asked `Main`.
    @Test
    void numbersAndNamesAreFormattedWithALocale() {
        noClasses()
                .should()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .check(CLASSES);
    }

    /// Who may use a library: packages, or one class, divided by blanks.
    @ParameterizedTest(name = "{0} is used by {1} only")
    @CsvSource({
        "mpi.., hyades.comm",
        "xdev.., hyades.comm",
        "java.lang.foreign.., hyades.ffi",
        "nom.tam.., hyades.fits",
        "org.ejml.., hyades.matrix hyades.matrix.app hyades.study",
        "picocli.., hyades.*.app hyades.run hyades.cli hyades.launch hyades.Main",
        "java.net.http.., hyades.vo",
        "uk.ac.starlink.., hyades.vo",
        "uk.ac.starlink.., hyades.vo",
        "com.google.gson.., hyades.run hyades.figure hyades.page hyades.study hyades.*.app",
        "org.apache.commons.rng.., hyades.random hyades.decay hyades.matrix hyades.tables",
        "de.siegmar.fastcsv.., hyades.text",
        "org.apache.commons.statistics.., hyades.study hyades.tables",
        "me.tongfei.progressbar.., hyades.run",
        "java.lang.management.., hyades.trace hyades.study hyades.process.StartTime",
        "com.sun.management.., hyades.trace",
        "jdk.incubator.vector.., hyades.nbody.VectorKernel hyades.nbody.VectorSpline hyades.nbody.VectorLanes"
                + " hyades.matrix.VectorKernel hyades.gas.VectorKernel hyades.images"
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
                if (owner.equals("hyades.*.app") && type.getPackageName().endsWith(".app")
                        || type.getName().equals(owner)
                        || type.getName().startsWith(owner + "$")
                        || type.getPackageName().equals(owner)) {
                    return false;
                }
            }
            return true;
        });
    }
}
