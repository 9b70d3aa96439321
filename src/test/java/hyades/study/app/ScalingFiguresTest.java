package hyades.study.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.figure.Figure;
import hyades.figure.Figure.Series;
import hyades.figure.SvgFigure;
import hyades.page.Feature;
import hyades.page.Run;
import hyades.page.SampleRuns;
import hyades.text.Digits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Laws are computed here once more, from their definitions: Amdahl's speedup over one core is 1/(f + (1 - f)/N), the
/// universal scalability law's N/(1 + α(N - 1) + βN(N - 1)).
class ScalingFiguresTest {
    @TempDir
    Path folder;

    private Figure figure(String id) throws IOException {
        List<Figure> all = new ScalingFeature().figures(run());
        return all.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }

    private Run run() throws IOException {
        return SampleRuns.run(folder, new ScalingFeature());
    }

    private static Series series(Figure figure, String start) {
        return figure.panels().getFirst().series().stream()
                .filter(each -> each.name().startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    private static double amdahl(double n) {
        return 1 / (0.06 + 0.94 / n);
    }

    private static double universal(double n) {
        return n / (1 + 0.05 * (n - 1) + 0.002 * n * (n - 1));
    }

    @Test
    void pointsHaveWhiskersFromTheFastestToTheSlowest() throws Exception {
        SampleRuns.study(folder);
        Series measured = series(figure("runtime"), "measured");
        assertArrayEquals(new double[] {1, 2, 3, 4, 6}, measured.x());
        assertEquals(20 / universal(4), measured.y()[3], 1e-12);
        assertEquals(0.9 * 20 / universal(4), measured.low()[3], 1e-12);
        assertEquals(1.1 * 20 / universal(4), measured.high()[3], 1e-12);
        assertArrayEquals(
                new double[] {8},
                series(figure("runtime"), "more ranks than cores").x());
    }

    @Test
    void lawsAreOverOneCoreWhereTheStudyBeginsThere() throws Exception {
        SampleRuns.study(folder);
        Figure speedup = figure("speedup");
        assertLaw(1, series(speedup, "ideal"), n -> n);
        assertLaw(1, series(speedup, "Amdahl, serial part 0.06"), ScalingFiguresTest::amdahl);
        assertLaw(1, series(speedup, "universal"), ScalingFiguresTest::universal);
    }

    /// A study of 2 ranks and more tells speedups over its own first point: all lines begin at (2, 1).
    @Test
    void lawsAreOverTheFirstPointWhereTheStudyBeginsLater() throws Exception {
        SampleRuns.study(folder);
        Path file = folder.resolve("scaling.json");
        String study = Files.readString(file);
        int first = study.indexOf("{\"ranks\": 1,");
        int second = study.indexOf("{\"ranks\": 2,");
        Files.writeString(file, study.substring(0, first) + study.substring(second));
        Figure speedup = figure("speedup");
        assertLaw(2, series(speedup, "ideal"), n -> n / 2);
        assertLaw(2, series(speedup, "Amdahl"), n -> amdahl(n) / amdahl(2));
        assertLaw(2, series(speedup, "universal"), n -> universal(n) / universal(2));
    }

    /// Of a problem that grows: f + (1 - f)N.
    @Test
    void gustafsonsLawIsALine() throws Exception {
        SampleRuns.study(folder);
        Path file = folder.resolve("scaling.json");
        Files.writeString(file, Files.readString(file).replace("\"amdahl\":", "\"gustafson\":"));
        assertLaw(1, series(figure("speedup"), "Gustafson, serial part 0.06"), n -> 0.06 + 0.94 * n);
    }

    /// The time on one core over the speedup; where the problem grows with the cores there is N times the work.
    @ParameterizedTest(name = "weak: {0}")
    @ValueSource(booleans = {false, true})
    void theLawOfTheRunTimeIsThatOfTheWorkThereIs(boolean weak) throws Exception {
        SampleRuns.study(folder);
        Path file = folder.resolve("scaling.json");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("\"weak\": false", "\"weak\": " + weak)
                        .replace("\"usl\": {", "\"usl\": {\"singleCoreSeconds\": {\"value\": 20}, "));
        assertLaw(1, series(figure("runtime"), "universal"), n -> 20 * (weak ? n : 1) / universal(n));
    }

    private static void assertLaw(double first, Series curve, DoubleUnaryOperator law) {
        assertEquals(first, curve.x()[0]);
        assertEquals(8, curve.x()[curve.x().length - 1], 1e-12);
        for (int i = 0; i < curve.x().length; i++) {
            assertEquals(law.applyAsDouble(curve.x()[i]), curve.y()[i], 1e-12 * curve.y()[i]);
        }
    }

    @Test
    void efficienciesAndLossesAreDrawn() throws Exception {
        SampleRuns.study(folder);
        assertEquals(universal(4) / 4, series(figure("efficiency"), "measured").y()[3], 1e-12);
        assertEquals(universal(4) / 4, series(figure("balance"), "load balance").y()[3], 1e-12);
        assertLaw(1, series(figure("efficiency"), "ideal"), _ -> 1);
        String[] causes = {"more computing", "imbalance", "exchange and waiting", "reading and writing", "starting"};
        for (int i = 0; i < causes.length; i++) { // 0.1 s to the first, 0.5 s to the last
            assertEquals((i + 1) / 10.0, series(figure("lost"), causes[i]).y()[3], causes[i]);
        }
        assertEquals(2, figure("exercise").panels().size());
        assertEquals("Steps per second", figure("rate").panels().getFirst().up().name());
    }

    private String svg(Figure figure) throws IOException {
        return Files.readString(SvgFigure.write(folder, figure));
    }

    /// The exercise asks for both figures with their values; where it was measured stands above.
    @Test
    void theExerciseTellsItsValuesAndItsMachine() throws Exception {
        SampleRuns.study(folder);
        Figure exercise = figure("exercise");
        String svg = svg(exercise);
        for (int cores : new int[] {1, 2, 3, 4, 6, 8}) {
            assertTrue(svg.contains(">" + Digits.of(20 / universal(cores), 3) + "<"), svg);
            assertTrue(svg.contains(">" + Digits.of(universal(cores), 3) + "<"), svg);
        }
        assertTrue(svg.contains(">6 cores of here<"), svg);
        assertEquals(
                Figure.Kind.COUNTS_FROM_ZERO,
                exercise.panels().getFirst().across().kind());
        assertTrue(svg(figure("runtime")).contains(">measured: median, least to greatest<"));
    }

    @Test
    void aStudyThatIsNotCompleteHasNoFigures() throws Exception {
        SampleRuns.study(folder);
        Files.writeString(folder.resolve("scaling.json"), "{\"points\": []}");
        Feature feature = new ScalingFeature();
        assertTrue(feature.figures(run()).isEmpty());
        assertEquals(1, feature.sections(run()).size());
    }
}
