package hyades.tables;

import hyades.random.RandomStreams;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;

/// Tables of random numbers, as CSV without a header. One depends on its size, the distribution, the
/// seed and its number alone, each of its rows on a stream of its own.
///
/// @param rows at least 1
/// @param columns at least 1
/// @param seed any number
public record RandomTable(int rows, int columns, Distribution distribution, long seed) {
    public RandomTable {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("A table of %d rows and %d columns".formatted(rows, columns));
        }
    }

    /// What writes them, one after the other, by one thread.
    public Writer writer() {
        RandomStreams streams = new RandomStreams(seed);
        return switch (distribution) {
            case Distribution.Discrete discrete -> {
                SharedStateDiscreteSampler sampler = discrete.sampler(streams.stream(0, 0));
                int low = discrete.weights().low();
                yield (number, out) -> {
                    NumberText text = new NumberText(out);
                    int[] values = new int[columns];
                    for (int row = 0; row < rows; row++) {
                        var draws = sampler.withUniformRandomProvider(streams.stream(number, row));
                        for (int column = 0; column < columns; column++) {
                            values[column] = low + draws.sample();
                        }
                        text.putLine(values);
                    }
                    text.flush();
                };
            }
            case Distribution.Continuous continuous ->
                (number, out) -> {
                    NumberText text = new NumberText(out);
                    double[] values = new double[columns];
                    for (int row = 0; row < rows; row++) {
                        UniformRandomProvider random = streams.stream(number, row);
                        continuous.fill(values, random);
                        for (int column = 0; column < columns; column++) {
                            text.put(values[column], column < columns - 1 ? ',' : '\n');
                        }
                    }
                    text.flush();
                };
        };
    }

    /// Writes a table.
    public interface Writer {
        /// @param number which of the tables, at least 0
        /// @param out    to which it goes in large pieces; stays open
        void write(int number, OutputStream out) throws IOException;
    }

    /// The name of a table's file.
    public static String file(int number) {
        return "x%06d.csv".formatted(number);
    }
}
