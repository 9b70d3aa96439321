package hyades.decay.app;

import hyades.decay.Plan;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Single runs as `curves.csv` has them, which may be of any size: the first of them, line by line.
final class KeptRuns {
    /// Single runs that are drawn, as far as all their counts are no more than [#MOST_COUNTS].
    private static final int SINGLE_RUNS = 50;

    private static final int MOST_COUNTS = 500_000;

    /// Characters: a time has 24 at most, and a comma; a count has fewer.
    private static final int LONGEST_LINE = 25 * Plan.MOST_SLOTS;

    private KeptRuns() {}

    /// Counts of the parent in the first runs; none where no runs were kept, or only some rows of the means were read.
    ///
    /// @param rows of the means of one isotope
    /// @param isotopes that the file has
    /// @throws IOException in one line, for a file that is damaged
    static List<double[]> read(Path file, int rows, int isotopes) throws IOException {
        List<double[]> runs = new ArrayList<>();
        if (!Files.exists(file)) {
            return runs;
        }
        int most = Math.min(SINGLE_RUNS, MOST_COUNTS / Math.max(1, rows));
        int before = isotopes > 1 ? 2 : 1; // isotope and run, or run
        try (BufferedReader in = Files.newBufferedReader(file)) {
            line(in, file, 1);
            for (int line = 0; line < most * isotopes; line++) {
                String text = line(in, file, line + 2);
                if (text == null) {
                    break;
                }
                if (line % isotopes == 0) {
                    double[] counts = Arrays.stream(text.split(",", -1))
                            .skip(before)
                            .mapToDouble(Double::parseDouble)
                            .toArray();
                    if (counts.length == rows) {
                        runs.add(counts);
                    }
                }
            }
        } catch (NumberFormatException e) {
            throw new IOException("%s: damaged: expected counts".formatted(file), e);
        }
        return runs;
    }

    /// The next line; null at the end.
    ///
    /// @throws IOException in one line if it is longer than a run's can be
    private static String line(BufferedReader in, Path file, int number) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.length() == LONGEST_LINE) {
                throw new IOException(
                        "%s, line %d: damaged: longer than the counts of any run".formatted(file, number));
            }
            line.append((char) next);
        }
        return line.toString();
    }
}
