package hyades.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the files of an ensemble say of each other.
class EnsembleFilesTest {
    private static final int RUNS = 40;

    private static final Plan PLAN =
            Plans.chain("222Rn", 200_000_000, 5, 1800, 1, RUNS, RUNS).with(new Detector(1e-5, 2, 1e-3, false));

    @TempDir
    Path folder;

    private Tally write() throws IOException {
        Tally tally = new Tally(PLAN);
        Experiment experiment = PLAN.method().experiment(PLAN);
        try (EnsembleFiles files = new EnsembleFiles(PLAN, folder, EnsembleFiles.Marks.START)) {
            for (int run = 0; run < RUNS; run++) {
                int[] counts = new int[PLAN.slots()];
                experiment.run(run, counts);
                tally.add(counts);
                files.write(run, counts[PLAN.steps()], 1, counts);
            }
            files.writeMean(folder.resolve("mean.csv"), tally);
            files.writeActivity(folder.resolve("activity.csv"), tally);
            files.writeDetected(folder.resolve("detected.csv"), tally);
        }
        return tally;
    }

    private List<String[]> rows(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name)).stream()
                .skip(1)
                .map(line -> line.split(","))
                .toList();
    }

    /// Every quantile of `mean.csv` is one of the counts of `curves.csv`: the smallest that 5, 50 or 95 % of the
    /// runs do not exceed, of 2³¹-1 nuclei too.
    @Test
    void quantilesAreCountsOfTheCurves() throws Exception {
        write();
        List<String[]> curves = rows("curves.csv");
        List<String[]> mean = rows("mean.csv");
        assertEquals(PLAN.memberSlots(), mean.size());
        for (int row = 0; row < mean.size(); row++) {
            String isotope = mean.get(row)[0];
            int step = row % (PLAN.steps() + 1);
            List<Long> counts = new ArrayList<>();
            curves.stream()
                    .filter(curve -> curve[0].equals(isotope))
                    .forEach(curve -> counts.add(Long.parseLong(curve[2 + step])));
            counts.sort(null);
            assertEquals(RUNS, counts.size());
            List<Long> expected = List.of(counts.get(1), counts.get(19), counts.get(37));
            assertEquals(
                    expected,
                    Arrays.stream(mean.get(row), 4, 7).map(Long::valueOf).toList(),
                    isotope + " at step " + step);
        }
    }

    /// The means of `detected.csv` are those of the lines of `detected-runs.csv`, whose times are the ends of the
    /// steps.
    @Test
    void detectedCountsAreThoseOfTheRuns() throws Exception {
        write();
        List<String[]> runs = rows("detected-runs.csv");
        List<String[]> means = rows("detected.csv");
        assertEquals(RUNS, runs.size());
        assertEquals(PLAN.steps(), means.size());
        assertTrue(Files.readString(folder.resolve("detected-runs.csv")).startsWith("run,1800.0,3600.0,"));
        for (int step = 1; step <= PLAN.steps(); step++) {
            int column = step;
            double mean = runs.stream()
                    .mapToLong(run -> Long.parseLong(run[column]))
                    .average()
                    .orElseThrow();
            assertTrue(mean > 3600);
            double[] row = Arrays.stream(means.get(step - 1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            assertEquals(step * 1800.0, row[0]);
            assertEquals(mean, row[1], 1e-9 * mean);
            assertEquals(mean / 1800, row[4], 1e-9);
            assertEquals(PLAN.expectedCounts()[step], row[3]);
            assertEquals(row[3], row[1], 5 * Math.sqrt(row[3] / RUNS));
        }
    }

    /// By definition A = N·ln 2/T: 2·10⁸ nuclei of a half-life of 3.8215 d are 419.9 Bq. Stable isotopes have
    /// none.
    @Test
    void activityIsTheDecayConstantTimesTheNuclei() throws Exception {
        Tally tally = write();
        List<String[]> activity = rows("activity.csv");
        assertEquals("222Rn", activity.getFirst()[0]);
        assertEquals(2e8 * Math.log(2) / (3.8215 * 86_400), Double.parseDouble(activity.getFirst()[2]), 1e-9 * 420);
        assertEquals(0, activity.stream().filter(row -> row[0].equals("206Pb")).count());
        int slot = 3 * (PLAN.steps() + 1) + 2;
        String name = PLAN.chain().names().get(3);
        String[] row = activity.stream()
                .filter(each -> each[0].equals(name) && Double.parseDouble(each[1]) == 3600)
                .findFirst()
                .orElseThrow();
        assertEquals(tally.mean(slot) * PLAN.chain().rate(3), Double.parseDouble(row[2]), 1e-9);
        assertEquals(tally.standardDeviation(slot) * PLAN.chain().rate(3), Double.parseDouble(row[3]), 1e-9);
        assertEquals(PLAN.expected()[slot] * PLAN.chain().rate(3), Double.parseDouble(row[4]), 1e-9);
    }
}
