package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.page.SampleRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// `./hyades report` as users type it, on the built jar. How the pages look and work is [ReportBrowserIT]'s.
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class ReportIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    @TempDir
    Path folder;

    private Path run;

    @BeforeEach
    void writeARun() throws Exception {
        run = SampleRuns.write(folder.resolve("runs/hello/one"), SampleRuns.record("hello"));
    }

    private static Shell.Result hyades(Object... words) throws Exception {
        return Shell.run(
                PROJECT,
                Stream.concat(Stream.of("./hyades"), Stream.of(words).map(Object::toString))
                        .toArray(String[]::new));
    }

    /// Each says where its page is, at the end; `--no-report` leaves it out. Pictures take longer than all the rest.
    @Test
    void everyCommandEndsWithItsReport() throws Exception {
        Path images = folder.resolve("images");
        List<List<String>> commands = List.of(
                List.of("nbody", "--bodies", "20", "--steps", "20"),
                List.of("decay", "--runs", "20", "--particles", "1000", "--no-plots"),
                List.of("images", "generate", "--count", "2", "--size", "60x50", "--no-plots"),
                List.of("images", "filter", images.toString(), "--window", "9", "--no-plots"),
                List.of("images", "activity", "--count", "2", "--size", "60x60", "--window", "9", "--no-plots"));
        for (List<String> command : commands) {
            Path out = command.contains("generate") ? images : folder.resolve(String.join("-", command.subList(0, 2)));
            Shell.Result result = hyades(Stream.concat(command.stream(), Stream.of("-n", "2", "--out", out))
                    .toArray());
            assertEquals(0, result.code(), result::output);
            assertEquals(
                    "report in " + out.resolve("report.html"),
                    result.output().lines().toList().getLast());
            assertTrue(Files.readString(out.resolve("report.html")).startsWith("<!doctype html>"));
        }
        Path quiet = folder.resolve("quiet");
        Shell.Result without = hyades("decay", "--runs", "3", "--no-report", "--out", quiet);
        assertEquals(0, without.code(), without::output);
        assertFalse(without.output().contains("report"), without::output);
        assertFalse(Files.exists(quiet.resolve("report.html")));
    }

    @Test
    void aRunGetsAPageAndAFolderAnIndex() throws Exception {
        Shell.Result result = hyades("report", run);
        assertEquals(0, result.code(), result::output);
        assertEquals("report in " + run.resolve("report.html") + "\n", result.output());

        SampleRuns.study(folder.resolve("runs/scaling/two"));
        SampleRuns.write(folder.resolve("runs/scaling/two/runs/1x1-0"), SampleRuns.record("a job of the study"));
        Files.setLastModifiedTime(run.resolve("report.html"), FileTime.fromMillis(1)); // older than its run
        Shell.Result index = hyades("report", folder.resolve("runs"));
        assertEquals(0, index.code(), index::output);
        assertEquals("index of 2 runs in " + folder.resolve("runs/index.html") + "\n", index.output());
        assertTrue(Files.exists(folder.resolve("runs/scaling/two/report.html")));
        assertTrue(Files.getLastModifiedTime(run.resolve("report.html")).toMillis() > 1);
        String page = Files.readString(folder.resolve("runs/index.html"));
        assertTrue(page.contains("href=\"./hello/one/report.html\""), page);
        assertFalse(page.contains("a job of the study"), page);
    }

    @Test
    void aDamagedRunIsOneLine() throws Exception {
        Files.writeString(run.resolve("run.json"), "{\"command\":");
        Shell.Result result = hyades("report", run);
        assertEquals(1, result.code(), result::output);
        assertEquals(1, result.output().lines().count(), result::output);
        assertTrue(result.output().startsWith("hyades: "), result::output);
        assertTrue(result.output().contains("run.json: is damaged"), result::output);
    }

    @Test
    void ofSeveralTheGoodAreDoneAndTheBadAreListed() throws Exception {
        Path bad = SampleRuns.write(folder.resolve("runs/nbody/bad"), SampleRuns.record("nbody"));
        Files.writeString(bad.resolve("diagnostics.csv"), "step,time\n1");
        Shell.Result several = hyades("report", bad, run, folder.resolve("nowhere"));
        assertEquals(3, several.code(), several::output);
        assertEquals(3, several.output().lines().count(), several::output);
        assertTrue(several.output().contains("report in " + run), several::output);
        Shell.Result index = hyades("report", folder.resolve("runs"));
        assertEquals(3, index.code(), index::output);
        assertTrue(index.output().contains("diagnostics.csv: damaged: it ends within a line"), index::output);
        assertTrue(index.output().contains("index of 1 runs"), index::output);
        assertTrue(Files.readString(folder.resolve("runs/index.html")).contains("Damaged"));
    }

    /// Under MPJ's own `mpjrun` the program is a rank, and there is nothing for ranks to do.
    @Test
    void aRankRefusesToReport() throws Exception {
        Shell.Result result = Shell.run(
                PROJECT,
                "mpj/mpjrun",
                "-np",
                "2",
                "-dev",
                "multicore",
                "-jar",
                "target/hyades.jar",
                "report",
                run.toString());
        assertEquals(2, result.code(), result::output);
        assertTrue(result.output().contains("hyades: report runs in the launcher, not on ranks"), result::output);
    }
}
