package hyades.matrix.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.Communicator;
import hyades.comm.TestRanks;
import hyades.page.SampleRuns;
import hyades.page.Section;
import hyades.run.Observation;
import hyades.run.RunRecord;
import hyades.run.RunSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MatrixRunTest {
    @TempDir
    Path folder;

    private Path run(int ranks, String arguments) {
        Path run = folder.resolve("run" + arguments.hashCode() + ranks);
        String[] words = (arguments + " --out " + run).split(" ");
        TestRanks.run(ranks, world -> run(world, words));
        return run;
    }

    private static int run(Communicator world, String... arguments) {
        MatrixCommand command = new MatrixCommand();
        new CommandLine(command).parseArgs(arguments);
        RunSettings settings = new RunSettings(
                1,
                "multicore",
                List.of(arguments),
                Instant.now(),
                new Observation(world, Instant.now(), false, false),
                true,
                (_, _, _) -> {});
        try {
            if (world.rank() == 0) {
                command.check();
            }
            world.barrier();
            return command.run(world, settings);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Rows (1, 2), (3, 4) and (5, 6): their scalar products are 5, 11, 17; 11, 25, 39; 17, 39, 61.
    @ParameterizedTest(name = "{0} ranks, {1} blocks, {2}")
    @CsvSource({"1, 10, sync", "2, 2, async"})
    void theExercisesNumbersAreLeft(int ranks, int blocks, String mode) throws Exception {
        Path input = Files.writeString(folder.resolve("a.csv"), "x,y\n1,2\n3,4\n5,6\n");
        Path product = folder.resolve("product.fits");
        Path run = run(ranks, "--input %s --blocks %d --mode %s --output %s".formatted(input, blocks, mode, product));
        assertEquals(
                blocks == 2
                        ? List.of("block,firstRow,rows,firstValue", "0,0,2,5.0", "1,2,1,17.0")
                        : List.of("block,firstRow,rows,firstValue", "0,0,1,5.0", "1,1,1,11.0", "2,2,1,17.0"),
                Files.readAllLines(run.resolve("blocks.csv")));
        RunRecord record = RunRecord.read(run.resolve("run.json"));
        assertEquals(5.0 + 25 + 61, record.results().get("trace"));
        assertEquals(5.0 + 25 + 61 + 2 * (11 + 17 + 39), record.results().get("sum"));
        assertEquals(
                Math.sqrt(5 * 5 + 25 * 25 + 61 * 61 + 2 * (11 * 11 + 17 * 17 + 39 * 39)),
                (double) record.results().get("frobeniusNorm"),
                1e-14 * 90);
        assertEquals(3 * 4 * 2.0, record.results().get("flops"));
        assertTrue(record.rates().get("flopsPerSecond") > 0);
        assertArrayEquals(
                new double[] {5, 11, 17, 11, 25, 39, 17, 39, 61},
                hyades.fits.FitsFiles.images(product).getFirst().pixels());
    }

    /// Nothing of a run's circumstances is in the file.
    @Test
    void theProductIsTheSameBytes() throws Exception {
        byte[] first = null;
        for (String how : List.of("--blocks 3 --mode sync", "--blocks 7", "--blocks 1 --kernel scalar")) {
            for (int ranks : new int[] {1, 3}) {
                Path product = folder.resolve("product%d%d.fits".formatted(ranks, how.hashCode()));
                run(ranks, "--rows 40 --columns 60 --seed 5 --no-plots %s --output %s".formatted(how, product));
                byte[] bytes = Files.readAllBytes(product);
                assertArrayEquals(first == null ? bytes : first, bytes, how);
                first = bytes;
            }
        }
    }

    @Test
    void aMatrixWithoutRowsIsNoFailure() throws Exception {
        Path run = run(2, "--rows 0");
        assertEquals(1, Files.readAllLines(run.resolve("blocks.csv")).size());
        assertEquals(0.0, RunRecord.read(run.resolve("run.json")).results().get("sum"));
    }

    @Test
    void thePageShowsTheProductAndItsBlocks() throws Exception {
        MatrixFeature feature = new MatrixFeature();
        Path run = run(1, "--rows 600 --columns 3 --blocks 2");
        List<Section> sections = feature.sections(SampleRuns.run(run, feature));
        assertEquals(
                List.of("product", "blocks"), sections.stream().map(Section::id).toList());
        assertTrue(sections.getFirst().content().markup().contains("src=\"data:image/png;base64,iVBOR"));
        assertTrue(sections.getLast().content().markup().contains(">300<"));
        Path without = run(1, "--rows 6 --columns 3 --blocks 2 --no-plots");
        assertFalse(Files.exists(without.resolve("product.png")));
        assertEquals(1, feature.sections(SampleRuns.run(without, feature)).size());
    }

    /// Twice the work on each of two cores: the rows grow by the root of two.
    @Test
    void theProblemGrowsByItsRows() {
        MatrixCommand command = new MatrixCommand();
        new CommandLine(command).parseArgs("--columns", "10");
        assertEquals(7071, command.growth().orElseThrow().grown(2));
        assertEquals("--rows", command.growth().orElseThrow().option());
    }
}
