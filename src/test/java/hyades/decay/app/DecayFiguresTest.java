package hyades.decay.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import hyades.figure.Figure;
import hyades.figure.Figure.Panel;
import hyades.figure.Figure.Series;
import hyades.figure.Figure.Style;
import hyades.page.SampleRuns;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An ensemble of 25 runs of 100 nuclei at three times, two days apart. The law leaves 50 of 100 after two days: the
/// variance of one run is 100 · ½ · ½ = 25, the standard error of the mean of 25 runs is 1.
class DecayFiguresTest {
    @TempDir
    Path folder;

    @BeforeEach
    void sample() throws IOException {
        SampleRuns.write(folder, record());
        Files.writeString(folder.resolve("mean.csv"), """
            time,mean,standardDeviation,quantile05,quantile50,quantile95,law
            0,100,0,100,100,100,100
            172800,52,5,42,51,58,50
            345600,24,4,17,24,31,25
            """);
    }

    private static JsonObject record() {
        JsonObject record = SampleRuns.record("decay");
        JsonObject results = record.getAsJsonObject("results");
        results.addProperty("isotope", "8Li");
        results.addProperty("particles", 100);
        results.addProperty("runs", 25);
        results.addProperty("method", "binomial");
        results.addProperty("drawingSeconds", 0.25);
        results.addProperty("halfLife", 172_800);
        return record;
    }

    private List<Figure> figures() throws IOException {
        return DecayFigures.of(new RunDirectory(folder), RunRecord.read(folder.resolve("run.json")));
    }

    private static Series series(Panel panel, String name) {
        return panel.series().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theMeanIsOverTheBandOfTheRunsAndTheLaw() throws Exception {
        Panel counts = figures().getFirst().panels().getFirst();
        assertEquals("8Li: 25 runs of 100 nuclei by binomial, wall time 0.250 s on 2 ranks", counts.title());
        assertEquals("d", counts.across().unit());
        assertArrayEquals(new double[] {0, 2, 4}, series(counts, "mean").x());
        assertArrayEquals(new double[] {100, 52, 24}, series(counts, "mean").y());
        assertArrayEquals(
                new double[] {100, 50, 25}, series(counts, "law, N₀ exp(−λt)").y());
        Series band = series(counts, "5–95 % of the runs");
        assertArrayEquals(new double[] {100, 42, 17}, band.low());
        assertArrayEquals(new double[] {100, 58, 31}, band.high());
    }

    @Test
    void theDistanceFromTheLawIsInCountsAndInStandardErrors() throws Exception {
        Figure residuals = figures().get(1);
        assertEquals("residuals", residuals.id());
        Panel counts = residuals.panels().getFirst();
        assertArrayEquals(new double[] {0, 2, -1}, series(counts, "mean").y());
        assertArrayEquals(
                new double[] {0, -8, -8}, series(counts, "5–95 % of the runs").low());
        Series deviation = series(counts, "±1 standard deviation of the law");
        assertArrayEquals(new double[] {0, 5, Math.sqrt(100 * 0.25 * 0.75)}, deviation.y(), 1e-12);
        Series errors = residuals.panels().get(1).series().getFirst();
        double[] expected = {Double.NaN, 2, -1 / Math.sqrt(0.75)};
        assertArrayEquals(expected, errors.y(), 1e-12);
    }

    /// 25 runs that leave 0.02 of 100 nuclei each expect half a count: too few for an error to mean anything.
    @Test
    void whereLessThanACountIsExpectedThereIsNoStandardError() throws Exception {
        Path means = folder.resolve("mean.csv");
        Files.writeString(means, Files.readString(means) + "2073600,1,0,0,0,1,0.02\n2246400,1,0,0,0,1,0.2\n");
        double[] errors = figures().get(1).panels().get(1).series().getFirst().y();
        assertTrue(Double.isNaN(errors[3]));
        assertEquals(0.8 / Math.sqrt(0.2 * 0.998 / 25), errors[4], 1e-12);
    }

    @Test
    void keptRunsAreThinLines() throws Exception {
        assertTrue(figures().getFirst().panels().getFirst().series().stream()
                .noneMatch(each -> each.style() == Style.FAINT));
        Files.writeString(folder.resolve("curves.csv"), "run,0.0,172800.0,345600.0\n0,100,47,20\n1,100,55,30\n");
        List<Series> thin = figures().getFirst().panels().getFirst().series().stream()
                .filter(each -> each.style() == Style.FAINT)
                .toList();
        assertEquals(2, thin.size());
        assertArrayEquals(new double[] {100, 47, 20}, thin.getFirst().y());
        assertArrayEquals(
                new double[] {0, 5, 5},
                figures().get(1).panels().getFirst().series().stream()
                        .filter(each -> each.style() == Style.FAINT)
                        .toList()
                        .getLast()
                        .y());
    }

    /// Whatever is in the file, no line is read that is longer than a run of the most steps could be.
    @Test
    void aLineLongerThanAnyRunIsRefused() throws Exception {
        Path curves = folder.resolve("curves.csv");
        Files.writeString(curves, "run,0.0,172800.0,345600.0\n0,100,47,20\n1,100" + "0".repeat(25_000_000) + "\n");
        IOException refused = assertThrows(IOException.class, this::figures);
        assertEquals(curves + ", line 3: damaged: longer than the counts of any run", refused.getMessage());
    }

    /// Of a chain each isotope has its colour, its law and its standard errors; the parent's runs are thin lines.
    @Test
    void aChainIsDrawnByIsotope() throws Exception {
        Files.writeString(folder.resolve("mean.csv"), """
            isotope,time,mean,standardDeviation,quantile05,quantile50,quantile95,law
            A,0,100,0,100,100,100,100
            A,172800,52,5,42,51,58,50
            B,0,0,0,0,0,0,0
            B,172800,48,5,42,48,58,50
            C,0,0,0,0,0,0,0
            C,172800,0.01,0,0,0,0,0.01
            """);
        Files.writeString(folder.resolve("curves.csv"), "isotope,run,0.0,172800.0\nA,0,100,47\nB,0,0,53\nC,0,0,0\n");
        Panel counts = figures().getFirst().panels().getFirst();
        assertEquals(
                List.of("single runs", "A", "A, law", "B", "B, law"),
                counts.series().stream().map(Series::name).toList());
        assertArrayEquals(new double[] {Double.NaN, 48}, series(counts, "B").y());
        assertArrayEquals(new double[] {100, 47}, series(counts, "single runs").y());
        Panel errors = figures().get(1).panels().get(1);
        assertArrayEquals(new double[] {Double.NaN, -2}, series(errors, "B").y(), 1e-12);
    }

    /// The variance of a mixture is not in the file: its standard errors are those of the runs, 25 of them here, that
    /// scatter by 5 and by 4.
    @Test
    void standardErrorsOfAMixtureAreThoseOfTheRuns() throws Exception {
        JsonObject record = record();
        record.getAsJsonObject("results").addProperty("initial", "90Sr=100,90Y=7");
        SampleRuns.write(folder, record);
        assertArrayEquals(
                new double[] {Double.NaN, 2, -1.25},
                figures().get(1).panels().get(1).series().getFirst().y(),
                1e-12);
        assertTrue(figures()
                .getFirst()
                .panels()
                .getFirst()
                .title()
                .startsWith("8Li: 25 runs of 90Sr=100,90Y=7 by binomial"));
    }

    @Test
    void whatADetectorCountsIsDrawnPerSecond() throws Exception {
        Files.writeString(folder.resolve("detected.csv"), """
            time,counts,standardDeviation,law,rate,rateLaw
            172800,345600,5,172800,2,1
            345600,172800,4,172800,1,1
            """);
        Panel panel = figures().getLast().panels().getFirst();
        assertEquals("Count rate", panel.up().name());
        assertEquals("1/s", panel.up().unit());
        assertArrayEquals(new double[] {2, 1}, series(panel, "mean").y());
        assertArrayEquals(new double[] {1, 1}, series(panel, "law").y());
        assertArrayEquals(new double[] {2, 4}, series(panel, "law").x());
    }

    /// 100 runs of half-lives 1 to 100 d: 40 bars that hold all, over days, with what was put in.
    @Test
    void halfLivesAreCounted() throws Exception {
        StringBuilder runs = new StringBuilder("run,finalCount,halfLife\n");
        for (int run = 0; run < 100; run++) {
            runs.append("%d,50,%d\n".formatted(run, (run + 1) * 86_400));
        }
        Files.writeString(folder.resolve("runs.csv"), runs);
        Panel bars = figures().getLast().panels().getFirst();
        assertEquals("d", bars.across().unit());
        Series counted = series(bars, "runs");
        assertEquals(1, counted.x()[0], 1e-12);
        assertEquals(100, counted.x()[40], 1e-9);
        double all = 0;
        for (int bar = 0; bar < 40; bar++) {
            all += counted.y()[bar];
        }
        assertEquals(100, all);
        assertArrayEquals(new double[] {2, 2}, series(bars, "put in").x());
    }
}
