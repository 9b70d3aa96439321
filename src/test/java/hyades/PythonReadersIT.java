package hyades;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hyades.nbody.Bodies;
import hyades.nbody.BodiesFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a run of N-body leaves, as Astropy and h5py read it. Skipped where Python does not have them.
@Timeout(600)
class PythonReadersIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    Path folder;

    private Path run;

    @BeforeEach
    void runPlanets() throws Exception {
        run = folder.resolve("run");
        hyades("-n 1 nbody --initial solar-system --units solar --steps 10 --snapshot-every 5 --no-plots --no-report"
                + " --out " + run);
    }

    private static void hyades(String line) throws Exception {
        Shell.Result result = Shell.run(PROJECT, ("./hyades " + line).split(" "));
        assertEquals(0, result.code(), result::output);
    }

    private static List<String> python(String module, String script) throws Exception {
        assumeTrue(
                Files.exists(Path.of(PYTHON))
                        && Shell.run(PROJECT, PYTHON, "-c", "import " + module).code() == 0,
                PYTHON + " has no " + module);
        Shell.Result result = Shell.run(PROJECT, PYTHON, "-c", script);
        assertEquals(0, result.code(), result::output);
        return result.output().lines().toList();
    }

    private static double[] numbers(List<String> lines) {
        return lines.stream().mapToDouble(Double::parseDouble).toArray();
    }

    /// Without a warning.
    @Test
    void astropyReadsASnapshotInOneLine() throws Exception {
        Path file = run.resolve("snapshot-00000010.fits");
        List<String> said = python("astropy", """
            import warnings
            from astropy.table import Table
            warnings.simplefilter('error')
            t = Table.read(r'%s')
            print(t.colnames, t['x'].unit, t['vx'].unit, t['mass'].unit, t.meta['STEP'], t.meta['UNITS'], t['name'][0])
            for value in t['vz']: print(float(value).hex())
            """.formatted(file));
        assertEquals(
                "['id', 'name', 'mass', 'x', 'y', 'z', 'vx', 'vy', 'vz'] AU AU / yr solMass 10 solar Sun",
                said.getFirst());
        Path csv = folder.resolve("all.csv");
        hyades("nbody export %s --to csv --out %s".formatted(file, csv));
        assertEquals(-1, Files.mismatch(csv, run.resolve("final.csv")));
        List<String> last = Files.readAllLines(csv).stream()
                .filter(line -> !line.startsWith("#") && !line.startsWith("id"))
                .map(line -> line.substring(line.lastIndexOf(',') + 1))
                .toList();
        assertArrayEquals(numbers(last), numbers(said.subList(1, said.size())));
    }

    @Test
    void h5pyReadsAnExport() throws Exception {
        Path file = folder.resolve("planets.hdf5");
        hyades("nbody export %s --to gadget-hdf5 --out %s".formatted(run, file));
        List<String> said = python("h5py", """
            import h5py
            f = h5py.File(r'%s')
            print(f['Header'].attrs['NumPart_Total'].tolist(), f['Units'].attrs['UnitLength_in_cm'])
            for place in f['PartType1/Coordinates']: print(float(place[2]).hex())
            """.formatted(file));
        assertEquals("[0, 9, 0, 0, 0, 0] 14959787070000.0", said.getFirst());
        Bodies bodies = BodiesFile.read(run.resolve("final.csv")).bodies();
        assertArrayEquals(bodies.positions(2), numbers(said.subList(1, said.size())));
    }
}
