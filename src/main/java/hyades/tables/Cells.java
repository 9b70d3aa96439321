package hyades.tables;

import java.util.Arrays;

/// The cells in which numbers are counted that are said to follow a distribution: whole numbers each by
/// itself, or as many together as make a thousand cells; real numbers in a hundred that are equally
/// probable.
///
/// @param distribution that is expected
/// @param edges the lower end of each cell, and the upper one of the last; shape (cells + 1)
/// @param probabilities shape (cells), their sum 1
public record Cells(Distribution distribution, double[] edges, double[] probabilities) {
    private static final int MOST_WHOLE = 1000;

    private static final int REAL = 100;

    /// The cells of a distribution.
    public static Cells of(Distribution distribution) {
        return switch (distribution) {
            case Distribution.Discrete discrete -> whole(discrete, discrete.weights());
            case Distribution.Continuous continuous -> {
                double[] edges = new double[REAL + 1];
                Arrays.setAll(edges, i -> continuous.quantile((double) i / REAL));
                double[] probabilities = new double[REAL];
                Arrays.fill(probabilities, 1.0 / REAL);
                yield new Cells(distribution, edges, probabilities);
            }
        };
    }

    private static Cells whole(Distribution distribution, WeightTable table) {
        int numbers = table.weights().length;
        int width = Math.ceilDiv(numbers, MOST_WHOLE);
        int cells = Math.ceilDiv(numbers, width);
        double[] edges = new double[cells + 1];
        Arrays.setAll(edges, i -> (double) table.low() + (long) i * width);
        double sum = Arrays.stream(table.weights()).sum();
        double[] probabilities = new double[cells];
        for (int k = 0; k < numbers; k++) {
            probabilities[k / width] += table.weights()[k] / sum;
        }
        return new Cells(distribution, edges, probabilities);
    }

    /// The number of cells.
    public int count() {
        return probabilities.length;
    }

    /// Counts numbers.
    ///
    /// @param counts shape (cells + 1): one more for each number that is in the cell; in the last,
    ///     those that cannot be, such as a fraction among whole numbers
    void add(double[] values, int length, long[] counts) {
        switch (distribution) {
            case Distribution.Discrete _ -> addWhole(values, length, counts);
            case Distribution.Continuous _ -> {
                for (int i = 0; i < length; i++) {
                    int found = Arrays.binarySearch(edges, values[i]);
                    int cell = found == count() ? count() - 1 : found >= 0 ? found : -found - 2; // rounded up
                    counts[cell < 0 || cell >= count() ? count() : cell]++;
                }
            }
        }
    }

    private void addWhole(double[] values, int length, long[] counts) {
        double low = edges[0];
        double high = edges[count()];
        double width = edges[1] - low;
        for (int i = 0; i < length; i++) {
            boolean isPossible = values[i] >= low && values[i] < high && values[i] == (long) values[i];
            counts[isPossible ? (int) ((values[i] - low) / width) : count()]++;
        }
    }

    /// The cells as CSV: where each begins and ends, how many numbers are in it, and how many are
    /// expected there.
    public String table(long[] counts) {
        long total = Arrays.stream(counts).sum();
        StringBuilder text = new StringBuilder("from,to,count,expected\n");
        for (int i = 0; i < count(); i++) {
            text.append("%s,%s,%d,%s%n".formatted(edges[i], edges[i + 1], counts[i], total * probabilities[i]));
        }
        return text.toString();
    }

    /// How far counts are from what the distribution says.
    public ChiSquare compare(long[] counts) {
        return ChiSquare.of(counts, probabilities);
    }
}
