package hyades.nbody.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hyades.InProcess;
import hyades.comm.TestRanks;
import hyades.nbody.Bodies;
import hyades.nbody.Diagnostics;
import hyades.nbody.Dimension;
import hyades.nbody.DistributedNBody;
import hyades.nbody.Moment;
import hyades.nbody.NBodySetup;
import hyades.nbody.Scheme;
import hyades.nbody.Units;
import hyades.process.JobFailure;
import hyades.vector.KernelChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// One problem in several systems of units.
@Isolated
class UnitSystemsTest {
    private static final int STEPS = 200;

    /// The options alone.
    @Command
    private static final class Asked {
        @Mixin
        private final InitialOptions options = new InitialOptions();
    }

    @TempDir
    Path folder;

    private static NBodySetup setUp(List<String> arguments) {
        Asked asked = new Asked();
        new CommandLine(asked).parseArgs(arguments.toArray(String[]::new));
        asked.options.check();
        return asked.options.setUp(Scheme.LEAPFROG, STEPS, 50L, null, null);
    }

    private static String complaint(String... arguments) {
        JobFailure failure = assertThrows(JobFailure.class, () -> setUp(List.of(arguments)));
        assertEquals(2, failure.exitCode());
        return failure.getMessage();
    }

    /// Lengths and energies of a run in SI.
    private static final class Recorder implements DistributedNBody.Observer {
        private final Units units;
        private final List<Double> energies = new ArrayList<>();
        private double[][] places;

        Recorder(Units units) {
            this.units = units;
        }

        @Override
        public void measured(Moment at, Diagnostics diagnostics) {
            energies.add(diagnostics.kinetic() * units.inSi(Dimension.ENERGY));
            energies.add(diagnostics.potential() * units.inSi(Dimension.ENERGY));
        }

        @Override
        public void stepped(Moment at, Bodies bodies) {
            places = new double[bodies.dimensions()][];
            for (int d = 0; d < places.length; d++) {
                places[d] = bodies.positions(d);
                for (int i = 0; i < places[d].length; i++) {
                    places[d][i] *= units.inSi(Dimension.LENGTH);
                }
            }
        }
    }

    private static Recorder run(NBodySetup setup) {
        Recorder recorder = new Recorder(setup.plan().units());
        TestRanks.alone(world -> {
            try (DistributedNBody nbody =
                    new DistributedNBody(world, setup.plan(), setup.bodies(), 0, KernelChoice.SCALAR, 1)) {
                return nbody.run(recorder);
            }
        });
        return recorder;
    }

    private static void assertSamePhysics(NBodySetup setup, NBodySetup other) {
        Units units = other.plan().units();
        double dt = setup.plan().timeStep() * setup.plan().units().inSi(Dimension.TIME);
        assertEquals(dt, other.plan().timeStep() * units.inSi(Dimension.TIME), 1e-14 * Math.abs(dt));
        Recorder expected = run(setup);
        Recorder found = run(other);
        double size = setup.bodies().extent() * setup.plan().units().inSi(Dimension.LENGTH);
        for (int d = 0; d < expected.places.length; d++) {
            for (int i = 0; i < expected.places[d].length; i++) {
                assertEquals(expected.places[d][i], found.places[d][i], 1e-11 * size);
            }
        }
        for (int k = 0; k < expected.energies.size(); k++) {
            double energy = expected.energies.get(k);
            assertEquals(energy, found.energies.get(k), 1e-11 * Math.abs(energy));
        }
    }

    /// To rounding: each number of the start is off by a few ε = 1.1e-16, and each of n = 200 steps adds some
    /// ten ε to a velocity, which change a place by up to 10 ε n²/2 times the way of one step. That is at most
    /// π/100 of the size of the orbit: 7e-13, three times as much where orbits shear. 1e-11 leaves room, and is
    /// a millionth of what another G of CODATA, another year or another au would do.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "astro, --initial kepler --mass 2Msun --radius 3au",
        "solar, --initial kepler --mass 2Msun --radius 3au --dt 5d",
        "solar-day, --initial kepler --mass 2Msun --radius 3au --dt -0.01yr",
        "astro, --initial plummer --bodies 50 --mass 1e4Msun --radius 2pc --softening 0.5pc",
        "solar, --initial figure-eight --mass 3Msun --radius 1au",
        "astro, --initial solar-system --dt 0.5d",
        "solar, --initial solar-system --dt 12h",
        "solar-day, --initial solar-system",
        "solar, --initial jobs/solar-system.csv --softening 1000km"
    })
    void theSameProblemIsTheSamePhysicsInAllUnits(String units, String problem) {
        List<String> arguments = List.of(problem.split(" "));
        List<String> other = new ArrayList<>(arguments);
        other.addAll(List.of("--units", units));
        List<String> si = new ArrayList<>(arguments);
        si.addAll(List.of("--units", "si"));
        NBodySetup setup = setUp(other);
        assertEquals(units, setup.plan().units().toString());
        assertSamePhysics(setUp(si), setup);
    }

    /// Numbers alone are in the units of the run: of `astro` one is 1 Msun, 1 kpc, kpc/(km/s).
    @Test
    void numbersAloneAreInTheUnitsOfTheRun() {
        String problem = "--units astro --initial kepler --mass %s --radius %s --softening %s --dt %s";
        NBodySetup alone =
                setUp(List.of(problem.formatted("1e10", "10", "0.125", "1e-5").split(" ")));
        NBodySetup typed = setUp(List.of(problem.formatted("1e10Msun", "10kpc", "125pc", "308567758149.13673s")
                .split(" ")));
        assertEquals(alone.plan(), typed.plan());
        assertEquals(10, alone.bodies().positions(0)[0] - alone.bodies().positions(0)[1] + 5, 1e-12);
        assertEquals(1e10, alone.bodies().totalMass());
        assertEquals(4.30091727e-6, alone.plan().gravitationalConstant(), 1e-14);
    }

    /// The literature tells of them in units with G = 1: at t = 20 Burrau's bodies have met often, after 20 s of
    /// kilograms and metres none would have moved.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "--initial pythagorean, nbody, 1",
        "--initial figure-eight --dt 0.01, nbody, 1",
        "--initial lagrange, nbody, 1",
        "--initial kepler --mass 3, nbody, 1",
        "--initial pythagorean --G 2, nbody, 2",
        "--initial pythagorean --units si, si, 6.6743e-11",
        "--initial kepler --mass 3Msun, si, 6.6743e-11",
        "--initial figure-eight --dt 1s, si, 6.6743e-11",
        "--initial kepler --field point:mass=1kg, si, 6.6743e-11",
        "--initial solar-system, si, 6.6743e-11",
        "--initial uniform, si, 6.6743e-11"
    })
    void fewBodiesHaveGOfOneUnlessSomethingHasAUnit(String arguments, String units, double gravitationalConstant) {
        NBodySetup setup = setUp(List.of(arguments.split(" ")));
        assertEquals(units, setup.plan().units().toString());
        assertEquals(gravitationalConstant, setup.plan().gravitationalConstant());
    }

    private String file(String... lines) throws IOException {
        return Files.write(folder.resolve("bodies.csv"), List.of(lines)).toString();
    }

    /// What says nothing is in the units of the run; what says its own, or has the G of SI, is converted.
    @Test
    void aFileIsInItsOwnUnitsOrInThoseOfTheRun() throws IOException {
        String rows = "mass,x,y,vx,vy\n1,1,0,0,0\n1,-1,0,0,0";
        NBodySetup silent = setUp(List.of("--units", "solar", "--softening", "0", "--initial", file(rows)));
        assertEquals(1, silent.bodies().positions(0)[0]);
        assertEquals(2, silent.bodies().totalMass());
        NBodySetup own = setUp(List.of("--initial", file("# units: solar\n# softening: 0\n" + rows)));
        assertEquals(silent.plan(), own.plan());
        NBodySetup other =
                setUp(List.of("--units", "si", "--initial", file("# units: solar\n# softening: 1\n" + rows)));
        assertEquals(149597870700.0, other.bodies().positions(0)[0], 1e-4);
        assertEquals(2 * 1.988409870698051e30, other.bodies().totalMass(), 1e16);
        assertEquals(149597870700.0, other.plan().softening(), 1e-4);
        NBodySetup converted = setUp(List.of(
                "--units",
                "astro",
                "--initial",
                file("# gravitationalConstant: 6.6743e-11\n# softening: 0\n# timeStep: 3\n" + rows)));
        assertEquals(1 / 30856775814913673e3, converted.bodies().positions(0)[0], 1e-34);
        assertEquals(3 / 30856775814913673.0, converted.plan().timeStep(), 1e-30);
    }

    private static final String HEAD = """
        # %ECSV 1.0
        # - {name: mass, unit: solMass, datatype: float64}
        # - {name: x, unit: kpc, datatype: float64}
        # - {name: y, datatype: float64, unit: 'kpc', description: "up, so to say"}
        # - {name: vx, unit: km s-1, datatype: float64}
        # - {name: vy, unit: km / s, datatype: float64}
        """;

    /// As Astropy writes tables: their columns were taken for SI whatever they said.
    @Test
    void theUnitsOfColumnsAreThoseOfTheFile() throws IOException {
        String rows = "mass,x,y,vx,vy\n1,1,0,0,0\n1,-1,0,0,0";
        NBodySetup astro = setUp(List.of("--softening", "0", "--initial", file(HEAD + rows)));
        assertEquals(Units.ASTRO, astro.plan().units());
        assertEquals(1, astro.bodies().positions(0)[0]);
        NBodySetup si = setUp(List.of("--units", "si", "--softening", "0", "--initial", file(HEAD + rows)));
        assertEquals(30856775814913673e3, si.bodies().positions(0)[0], 1e4);
        String parsecs = file(HEAD.replace("x, unit: kpc", "x, unit: pc") + rows);
        assertEquals(
                "--initial %s: expected columns in the units of one of si, astro, solar, solar-day, found mass in solMass,"
                                .formatted(parsecs)
                        + " x in pc, y in kpc, vx in km s-1, vy in km / s",
                complaint("--softening", "0", "--initial", parsecs));
        String other = file("# units: solar\n" + HEAD + rows);
        assertTrue(complaint("--softening", "0", "--initial", other)
                .endsWith("expected columns in the units solar, found them in astro"));
    }

    /// The head as TOPCAT writes it, and as Astropy does where columns have more to say.
    @ParameterizedTest
    @ValueSource(
            strings = {"#\n# -\n#   name: %s\n#   datatype: float64\n#   unit: %s", "# - name: %s\n#   unit: '%s'"})
    void unitsMayStandOnLinesOfTheirOwn(String form) throws IOException {
        StringBuilder head = new StringBuilder("# %ECSV 1.0\n# - {name: other, unit: m, datatype: int64}\n");
        for (String[] column :
                new String[][] {{"mass", "solMass"}, {"x", "kpc"}, {"y", "kpc"}, {"vx", "km s-1"}, {"vy", "km / s"}}) {
            head.append(form.formatted((Object[]) column)).append("\n# - name: nothing of ours\n#   unit: m\n");
        }
        String rows = "mass,x,y,vx,vy\n1,1,0,0,0\n1,-1,0,0,0";
        NBodySetup astro = setUp(List.of("--softening", "0", "--initial", file(head + rows)));
        assertEquals(Units.ASTRO, astro.plan().units());
    }

    @Test
    void unitsThatContradictEachOtherAreRefused() throws IOException {
        String rows = "mass,x,y,vx,vy\n1,1,0,0,0\n1,-1,0,0,0";
        String own = file("# gravitationalConstant: 1\n# softening: 0\n" + rows);
        assertEquals(
                "--initial %s: expected --units nbody, in which it is".formatted(own),
                complaint("--units", "astro", "--initial", own));
        String astro = file("# units: astro\n# softening: 0\n" + rows);
        assertTrue(
                complaint("--units", "nbody", "--initial", astro).endsWith("expected --units astro, in which it is"));
        assertTrue(complaint("--G", "1", "--initial", astro).startsWith("--G 1.0: expected none, in units of astro"));
        String neither = file("# units: astro\n# gravitationalConstant: 1\n# softening: 0\n" + rows);
        assertTrue(complaint("--initial", neither).contains(": expected gravitationalConstant: 4.3009"));
        String unknown = file("# units: feet\n" + rows);
        assertEquals(
                "--initial %s, line 1, units: expected one of si, nbody, astro, solar, solar-day, found 'feet'"
                        .formatted(unknown),
                complaint("--initial", unknown));
    }

    /// From `run.json` and `final.csv`, with which another run goes on; who resumes in other units is refused.
    @Test
    void theUnitsAreInWhatIsWritten() throws IOException {
        String run = "-n 1 nbody --bodies 5 --steps 10 --no-plots --no-report --out @/run --units astro";
        InProcess.Result result = InProcess.run(run, folder);
        assertEquals(0, result.code(), result::said);
        assertTrue(result.said().contains(" kpc/(km/s), softening 0.05000 kpc, "), result::said);
        JsonObject results = JsonParser.parseString(Files.readString(folder.resolve("run/run.json")))
                .getAsJsonObject()
                .getAsJsonObject("results");
        assertEquals("astro", results.get("units").getAsString());
        assertEquals(4.30091727e-6, results.get("gravitationalConstant").getAsDouble(), 1e-14);
        JsonObject symbols = results.getAsJsonObject("unitSymbols");
        assertEquals("kpc", symbols.get("length").getAsString());
        assertEquals("kpc/(km/s)", symbols.get("time").getAsString());
        assertEquals("kpc (km/s)²/Msun", symbols.get("gravitationalConstant").getAsString());
        String last = Files.readString(folder.resolve("run/final.csv"));
        assertTrue(last.contains("{name: mass, unit: solMass, ") && last.contains("{name: vx, unit: km / s, "), last);
        assertTrue(last.contains("#   units: astro\n"), last);
        assertEquals(
                Units.ASTRO,
                setUp(List.of("--initial", folder.resolve("run/final.csv").toString()))
                        .plan()
                        .units());
        InProcess.Result other = InProcess.run("-n 1 nbody --resume @/run --units solar", folder);
        assertEquals(2, other.code(), other::said);
        assertTrue(other.said().contains("--units solar: expected astro, with which "), other::said);
        assertEquals(
                0,
                InProcess.run("-n 1 nbody --resume @/run --units astro --no-report", folder)
                        .code());
    }
}
