package hyades.decay.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.TestRanks;
import hyades.decay.Checkpoint;
import hyades.process.JobFailure;
import hyades.run.Observation;
import hyades.run.RankCommand;
import hyades.run.RunRecord;
import hyades.run.RunSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/// Shares of an ensemble that are joined. Oracle: a run without shares, byte for byte.
class DecayJoinTest {
    private static final String SMALL = "--half-life 1 --particles 1000 --max-time 2 --dt 0.25 --runs 10 --keep-runs";

    @TempDir
    Path folder;

    private static RankCommand command(List<String> arguments) {
        ParseResult parsed = new CommandLine(new DecayCommand()).parseArgs(arguments.toArray(String[]::new));
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        return (RankCommand) parsed.commandSpec().userObject();
    }

    private void run(int ranks, String arguments, Path out) {
        List<String> all = new ArrayList<>(List.of(arguments.split(" ")));
        all.addAll(List.of("--out", out.toString(), "--no-plots"));
        RankCommand leading = command(all);
        leading.check();
        List<Integer> codes = TestRanks.run(ranks, world -> {
            try {
                Observation observation = new Observation(world, Instant.now(), false, false);
                RankCommand command = world.rank() == 0 ? leading : command(all);
                return command.run(
                        world, new RunSettings(1, "multicore", all, Instant.now(), observation, true, (_, _, _) -> {}));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertTrue(codes.stream().allMatch(code -> code == 0), codes::toString);
    }

    private String shares(String options, int count) {
        List<String> folders = new ArrayList<>();
        for (int i = count; i >= 1; i--) { // the last one first
            Path share = folder.resolve("share" + i);
            run(1 + i % 2, "%s --share %d/%d".formatted(options, i, count), share);
            folders.add(share.toString());
        }
        return String.join(" ", folders);
    }

    /// All data files, and all results but the time it took. 12,300 runs of 1000 steps have more counts than are kept,
    /// their shares have not.
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                SMALL,
                "--isotope 222Rn --chain --particles 500 --max-time 36000 --dt 3600 --runs 7",
                "--initial 90Sr=500,90Y=70 --max-time 1e6 --dt 1e5 --runs 7 --keep-runs --background 0.001"
                        + " --sample-uncertainty",
                "--half-life 1 --particles 100000 --max-time 2 --dt 0.002 --runs 12300"
            })
    @Tag("long")
    void sharesJoinToTheBytesOfOneRun(String options) throws Exception {
        Path whole = folder.resolve("whole");
        run(2, options, whole);
        Path joined = folder.resolve("joined");
        run(2, "join " + shares(options, 3), joined);
        List<String> names;
        try (Stream<Path> files = Files.list(whole)) {
            names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".csv") && !name.equals("resources.csv"))
                    .toList();
        }
        assertTrue(names.size() >= 3);
        for (String name : names) {
            assertArrayEquals(Files.readAllBytes(whole.resolve(name)), Files.readAllBytes(joined.resolve(name)), name);
        }
        Map<String, Object> expected = results(whole);
        expected.remove("drawingSeconds");
        assertEquals(expected, results(joined));
    }

    private static Map<String, Object> results(Path run) throws IOException {
        return new TreeMap<>(RunRecord.read(run.resolve("run.json")).results());
    }

    private void assertRefused(String words, Object... folders) {
        List<String> arguments = new ArrayList<>(
                List.of("join", "--out", folder.resolve("joined").toString()));
        for (Object each : folders) {
            arguments.add(each.toString());
        }
        JobFailure refused =
                assertThrows(JobFailure.class, () -> command(arguments).check());
        assertEquals(2, refused.exitCode());
        assertTrue(refused.getMessage().startsWith(words), refused.getMessage());
    }

    @Test
    void whatIsNotAllOfOneEnsembleIsRefused() throws Exception {
        shares(SMALL, 3);
        Path one = folder.resolve("share1");
        Path two = folder.resolve("share2");
        Path three = folder.resolve("share3");
        assertRefused("runs 4 to 6 are in no DIR: expected all shares", three, one);
        assertRefused("runs 0 to 3 are in no DIR: expected all shares", two, three);
        assertRefused("runs 7 to 9 are in no DIR: expected all shares", two, one);
        assertRefused(two + ": expected each run once, found run 4 in " + two, one, two, three, two);
        Path other = folder.resolve("other");
        run(1, SMALL + " --share 2/3 --seed 2", other);
        assertRefused(other + ": expected a share of the ensemble of " + one + " (10 runs of ", one, other, three);
        Path whole = folder.resolve("whole");
        run(1, SMALL, whole);
        assertRefused(whole + ": expected what decay --share leaves: ", whole);
        Checkpoint left = Checkpoint.read(two);
        new Checkpoint(left.options(), left.plan(), 1, left.tally(), left.decays(), left.exposures(), left.files())
                .write(two);
        assertRefused(two + ": expected 3 runs, found 1; ./hyades decay --resume " + two + " goes on", one, two, three);
    }

    /// Nothing is made of files that somebody has changed, and no share is written on.
    @Test
    void changedFilesAreRefused() throws Exception {
        String shares = shares(SMALL, 2);
        Path runs = folder.resolve("share1/runs.csv");
        Path joined = folder.resolve("joined");
        String right = Files.readString(runs);
        Files.writeString(runs, Files.readString(runs).replaceFirst("\n0,", "\n0,1"));
        JobFailure refused = assertThrows(JobFailure.class, () -> run(1, "join " + shares, joined));
        assertTrue(refused.getMessage().contains("runs.csv: is not as the run left it"), refused.getMessage());
        assertTrue(Files.notExists(joined.resolve("runs.csv")));
        Files.writeString(runs, right);
        JobFailure onShare =
                assertThrows(JobFailure.class, () -> run(1, "join --overwrite " + shares, folder.resolve("share1")));
        assertTrue(onShare.getMessage().contains("is the input"), onShare.getMessage());
        JobFailure ignored = assertThrows(JobFailure.class, () -> run(1, "--runs 3 join " + shares, joined));
        assertEquals("--runs: expected no options of decay before join", ignored.getMessage());
    }
}
