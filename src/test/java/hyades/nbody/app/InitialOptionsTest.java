package hyades.nbody.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.nbody.BodiesFile;
import hyades.nbody.DistributedNBody;
import hyades.nbody.Moment;
import hyades.nbody.NBodySetup;
import hyades.nbody.Scheme;
import hyades.nbody.SnapshotFile;
import hyades.nbody.SofteningKernel;
import hyades.process.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class InitialOptionsTest {
    /// The options alone.
    @Command
    private static final class Asked {
        @Mixin
        private final InitialOptions options = new InitialOptions();
    }

    @TempDir
    Path folder;

    private static NBodySetup setUp(String... arguments) {
        Asked asked = new Asked();
        new CommandLine(asked).parseArgs(arguments);
        asked.options.check();
        return asked.options.setUp(Scheme.LEAPFROG, 10, null, null, null);
    }

    private static String complaint(String... arguments) {
        JobFailure failure = assertThrows(JobFailure.class, () -> setUp(arguments));
        assertEquals(2, failure.exitCode());
        assertEquals(1, failure.getMessage().lines().count(), failure.getMessage());
        return failure.getMessage();
    }

    private String file(String... lines) throws IOException {
        return Files.write(folder.resolve("bodies.csv"), List.of(lines)).toString();
    }

    /// The file's, unless another is asked for; where nothing is softened, none.
    @Test
    void aFileSaysHowItSoftens() throws IOException {
        String file =
                file("# softening: 0.25", "# softeningKernel: spline", "mass,x,y,vx,vy", "1,0,0,0,0", "1,3,4,0,0");
        DistributedNBody.Plan plan = setUp("--initial", file).plan();
        assertEquals(SofteningKernel.SPLINE, plan.softeningKernel());
        String[] plummer = {"--initial", file, "--softening-kernel", "plummer"};
        assertEquals(SofteningKernel.PLUMMER, setUp(plummer).plan().softeningKernel());
        assertEquals(
                SofteningKernel.PLUMMER,
                setUp("--initial", file, "--softening", "0").plan().softeningKernel());
        assertEquals(
                "--initial %s: expected a --softening above 0 beside --softening-kernel spline, found none"
                        .formatted(file),
                complaint("--initial", file, "--softening", "0", "--softening-kernel", "spline"));
        String bare = file("mass,x,y,vx,vy", "1,0,0,0,0", "1,3,4,0,0");
        plan = setUp("--initial", bare, "--softening", "1", "--softening-kernel", "spline")
                .plan();
        assertEquals(SofteningKernel.SPLINE, plan.softeningKernel());
        assertEquals(
                SofteningKernel.SPLINE,
                setUp("--softening-kernel", "spline").plan().softeningKernel());
    }

    /// What a user's file lacks is asked for, never guessed: 0 is an answer.
    @Test
    void aFileNeedsASofteningLength() throws IOException {
        String file = file("mass,x,y,vx,vy", "1,0,0,0,0", "1,3,4,0,0");
        assertEquals(
                "--initial %s: expected --softening LENGTH beside it, which the file does not say; 0: none"
                        .formatted(file),
                complaint("--initial", file));
        assertEquals(0, setUp("--initial", file, "--softening", "0").plan().softening());
        String says = file("# softening: 0.25", "mass,x,y,vx,vy", "1,0,0,0,0", "1,3,4,0,0");
        assertEquals(0.25, setUp("--initial", says).plan().softening());
        assertEquals(0.5, setUp("--initial", says, "--softening", "0.5").plan().softening());
    }

    /// A snapshot says what a final state says; beside others, in an HDU of its own.
    @ParameterizedTest
    @ValueSource(strings = {"si", "astro", "nbody"})
    void aSnapshotGoesOnWithTheSameNumbers(String units) throws IOException {
        NBodySetup first = setUp("--bodies", "20", "--units", units, "--softening", "0.5", "--dimensions", "3");
        Path file = folder.resolve("snapshot-00000010.fits");
        SnapshotFile.write(file, first.bodies(), first.plan(), Moment.of(first.plan(), 10));
        for (String name : List.of(file.toString(), file + "[1]", file + "[BODIES]")) {
            NBodySetup next = setUp("--initial", name);
            assertEquals(first.plan(), next.plan());
            assertEquals(first.bodies().totalMass(), next.bodies().totalMass());
        }
        assertEquals(
                "--initial %s[BODY]: cannot read it: HDU BODY: not there; there are 0, 1 BODIES".formatted(file),
                complaint("--initial", file + "[BODY]"));
        assertEquals(
                "--initial %s[1][1:2,*]: expected an HDU as in [1], [BODIES] or [BODIES,2]".formatted(file),
                complaint("--initial", file + "[1][1:2,*]"));
        assertEquals(
                "--initial %s[1,2]: expected one HDU as in [1], [SCI] or [SCI,2]".formatted(file),
                complaint("--initial", file + "[1,2]"));
    }

    /// A run's own file goes on as the run did; whoever says otherwise gets what follows from that.
    @Test
    void aFinalStateGoesOnWithTheSameNumbers() throws IOException {
        NBodySetup first = setUp("--bodies", "20", "--G", "2", "--softening", "0.5");
        Path file = folder.resolve("final.csv");
        BodiesFile.write(file, first.bodies(), first.plan(), Moment.of(first.plan(), 10));
        NBodySetup next = setUp("--initial", file.toString());
        assertEquals(first.plan(), next.plan());
        NBodySetup other = setUp("--initial", file.toString(), "--G", "8");
        assertEquals(8, other.plan().gravitationalConstant());
        assertEquals(0.5, other.plan().softening());
        assertTrue(other.plan().timeStep() != next.plan().timeStep());
        assertEquals(
                -1, setUp("--initial", file.toString(), "--dt", "-1").plan().timeStep());
        double auto = setUp("--bodies", "20", "--G", "2", "--softening", "0.5", "--dt", "auto")
                .plan()
                .timeStep();
        assertTrue(auto != next.plan().timeStep());
        assertEquals(
                auto, setUp("--initial", file.toString(), "--dt", "auto").plan().timeStep());
    }

    /// Test particles do not pull at each other: they may set out from one place.
    @Test
    void twoBodiesAtOnePlaceAreNamedWithTheirLines() throws IOException {
        String file = file("id,name,mass,x,y,vx,vy", "9,Sun,1,5,0,0,0", "", "8,,1,3,4,0,0", "7,Twin,0,5,-0.0,1,0");
        assertEquals(
                "--initial %s: Sun (line 2) and Twin (line 5) are at one place: expected a --softening, or other places"
                        .formatted(file),
                complaint("--initial", file, "--softening", "0"));
        setUp("--initial", file, "--softening", "1e-3");
        setUp("--initial", file("mass,x,y,vx,vy", "1,5,0,0,0", "0,3,4,0,0", "0,3,4,1,0"), "--softening", "0");
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        "--eccentricity, plummer, 0.5",
        "--eccentricity, figure-eight, 0.5",
        "--spin, uniform, 0.5",
        "--w0, plummer, 3",
        "--separation, plummer, 3",
        "--impact, plummer, 3",
        "--toomre, kalnajs, 1",
        "--speed, plummer, 3",
        "--mass, solar-system, 3",
        "--radius, solar-system, 3",
        "--seed, solar-system, 3",
        "--dimensions, king, 2",
        "--dimensions, collision, 2",
        "--dimensions, solar-system, 2",
        "--bodies, solar-system, 10",
        "--bodies, collision, 1",
        "--bodies, disc, 1",
        "--seed, lagrange, 1",
        "--bodies, pythagorean, 4",
        "--seed, kepler, 1",
        "--seed, figure-eight, 1",
        "--bodies, kepler, 3",
        "--dimensions, plummer, 2"
    })
    void whatTheSystemIgnoresIsRefused(String option, String initial, String value) {
        String complaint = complaint("--initial", initial, option, value);
        assertTrue(
                complaint.contains(initial)
                        || complaint.contains(" dimensions, not 2")
                        || complaint.contains(", not 1"),
                complaint);
    }

    @ParameterizedTest(name = "{1} {2} of {0}")
    @CsvSource({
        "kepler, --eccentricity, 1, 0 to below 1",
        "kalnajs, --spin, 1.1, 0 to 1",
        "king, --w0, 0, 0.1 to 12",
        "king, --w0, NaN, 0.1 to 12",
        "king, --w0, 12.1, 0.1 to 12",
        "collision, --separation, 0, a positive number of radii",
        "collision, --impact, -1, at least 0",
        "disc, --toomre, 10.5, 0 to 10",
        "collision, --speed, Infinity, at least 0"
    })
    void whatNoSystemHasIsRefused(String initial, String option, String value, String expected) {
        String complaint = complaint("--initial", initial, option, value);
        assertTrue(complaint.startsWith(option + " ") && complaint.contains(expected), complaint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--eccentricity",
                "--spin",
                "--w0",
                "--speed",
                "--seed",
                "--mass",
                "--radius",
                "--bodies",
                "--dimensions"
            })
    void whatTheFileHasIsRefused(String option) throws IOException {
        String file = file("mass,x,y,vx,vy", "1,0,0,0,0", "1,3,4,0,0");
        String value = List.of("--eccentricity", "--spin").contains(option) ? "0" : "3";
        assertTrue(
                complaint("--initial", file, "--softening", "0", option, value).startsWith(option + " "));
    }

    /// Products that no double holds are named, instead of a run without forces or with a time step that is too long.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "--radius 1e120, no force would be left: G times the mass of 1000.0 kg over the cube of",
        "--radius 1e-120, the square of the softening length of 5.0E-122 m is too small",
        "--radius 1e-120 --softening 0, are at one place",
        "--radius 1e200, the squares of distances overflow",
        "--mass 1e308, overflows",
        "--mass 1e308 --G 2, G times the mass of 1.0E308 overflows",
        "--initial plummer --mass 1e300, the squares of the velocities",
        "--mass 1e-300, no force would be left",
        "--softening 1e-80, expected 0 or at least 1e-75",
        "--softening 1e160, the squares of distances overflow",
        "--initial kepler --radius 1e120, no force would be left",
        "--dt 1e308, nothing is computed by steps of 1.0E308 s"
    })
    void whatNoDoubleHoldsIsNamed(String arguments, String what) {
        String complaint = complaint(arguments.split(" ")).replace("0,", "0");
        assertTrue(complaint.startsWith("--initial ") && complaint.contains(what), complaint);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1e308,0,0,0,0 | 1e308,1,0,0,0 | the sum of the masses overflows",
                "1,0,0,0,0     | 1,1e120,0,0,0 | no force would be left",
                "1,0,0,0,0     | 1,1e160,0,0,0 | the squares of distances overflow: they are up to 2.0E160 m",
                "1,0,0,0,0     | 1,1e-60,0,1e200,0 | the squares of the velocities",
                "1e30,0,0,0,0  | 1e30,1e-60,0,0,0  | ",
                "1e200,0,0,0,0 | 1e200,1,0,0,0     | the force at the smallest distance of 1.0 m overflows",
                "1,0,0,0,0     | 1,1e-70,0,0,0     | at one place"
            })
    void whatNoDoubleHoldsIsNamedOfAFileToo(String first, String second, String what) throws IOException {
        String file = file("mass,x,y,vx,vy", first, second);
        if (what == null) {
            setUp("--initial", file, "--softening", "0");
        } else {
            String complaint = complaint("--initial", file, "--softening", "0");
            assertTrue(complaint.contains(what), complaint);
        }
    }

    /// A body that is alone has no time to follow from.
    @Test
    void aBodyAloneNeedsATimeStep() throws IOException {
        String file = file("mass,x,y,vx,vy", "1,0,0,1,0");
        assertTrue(complaint("--initial", file, "--softening", "0").contains("expected another --dt"));
        assertEquals(
                0.5,
                setUp("--initial", file, "--softening", "0", "--dt", "0.5")
                        .plan()
                        .timeStep());
    }

    @Test
    void withoutGravityThereIsNothingToIntegrate() {
        assertEquals(
                "--G 0.0: expected a positive number: without gravity every body goes straight on",
                complaint("--G", "0"));
    }
}
