package hyades.tables;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.GuideTableDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// What the numbers of a table are drawn from. The draws depend on the parameters and the generator
/// alone, to the bit on every machine: no logarithm or exponential enters a value.
public sealed interface Distribution {
    /// Of which no draw is beyond an `int`.
    double LARGEST_MEAN = 1e9;

    /// Its expectation.
    double mean();

    /// Its variance.
    double variance();

    /// Whole numbers from 0 on.
    sealed interface Discrete extends Distribution {
        /// What the numbers weigh.
        WeightTable weights();

        /// Draws by the guide table of Chen & Asau (1974), On generating random variates from an
        /// empirical distribution, AIIE Trans. 6, 163: one uniform number of 53 bits each.
        ///
        /// @return its samples count from the lowest number of [#weights]; others may share its table,
        ///     each with a generator of its own
        default SharedStateDiscreteSampler sampler(UniformRandomProvider random) {
            return GuideTableDiscreteSampler.of(random, weights().weights());
        }
    }

    /// Real numbers.
    sealed interface Continuous extends Distribution {
        /// Writes draws.
        ///
        /// @param values overwritten
        void fill(double[] values, UniformRandomProvider random);

        /// The number below which a draw lies with this probability.
        double quantile(double probability);
    }

    /// How many of events that know nothing of each other.
    ///
    /// @param mean above 0, at most 10⁹
    record Poisson(double mean) implements Discrete {
        public Poisson {
            require(mean > 0 && mean <= LARGEST_MEAN, "a mean above 0 and at most 1e9", mean);
        }

        @Override
        public double variance() {
            return mean;
        }

        @Override
        public WeightTable weights() {
            return WeightTable.around((int) mean, Integer.MAX_VALUE - 1, k -> mean / k);
        }

        @Override
        public String toString() {
            return "poisson:" + shortest(mean);
        }
    }

    /// How many of some trials succeed.
    ///
    /// @param trials at least 0
    /// @param probability of a success, 0 to 1
    record Binomial(int trials, double probability) implements Discrete {
        public Binomial {
            require(trials >= 0 && trials < Integer.MAX_VALUE, "trials from 0 to 2147483646", trials);
            require(probability >= 0 && probability <= 1, "a probability from 0 to 1", probability);
        }

        @Override
        public double mean() {
            return trials * probability;
        }

        @Override
        public double variance() {
            return trials * probability * (1 - probability);
        }

        @Override
        public WeightTable weights() {
            int mode = (int) Math.min(trials, Math.floor((trials + 1.0) * probability));
            double odds = probability / (1 - probability);
            return WeightTable.around(mode, trials, k -> (trials - k + 1.0) / k * odds);
        }

        @Override
        public String toString() {
            return "binomial:%d,%s".formatted(trials, shortest(probability));
        }
    }

    /// Gauss's.
    ///
    /// @param mean finite
    /// @param deviation standard deviation, above 0
    record Normal(double mean, double deviation) implements Continuous {
        public Normal {
            require(Double.isFinite(mean), "a finite mean", mean);
            require(deviation > 0 && Double.isFinite(deviation), "a standard deviation above 0", deviation);
        }

        @Override
        public double variance() {
            return deviation * deviation;
        }

        /// By the modified ziggurat of McFarland (2016), A modified ziggurat algorithm for generating
        /// exponentially and normally distributed pseudorandom numbers, J. Stat. Comput. Simul. 86,
        /// 1281.
        @Override
        public void fill(double[] values, UniformRandomProvider random) {
            var standard = ZigguratSampler.NormalizedGaussian.of(random);
            for (int i = 0; i < values.length; i++) {
                values[i] = mean + deviation * standard.sample();
            }
        }

        @Override
        public double quantile(double probability) {
            return NormalDistribution.of(mean, deviation).inverseCumulativeProbability(probability);
        }

        @Override
        public String toString() {
            return "normal:%s,%s".formatted(shortest(mean), shortest(deviation));
        }
    }

    /// All numbers of a range alike.
    ///
    /// @param from the lowest
    /// @param to above it; no draw reaches it but by rounding
    record Uniform(double from, double to) implements Continuous {
        public Uniform {
            require(from < to && Double.isFinite(to - from), "a lower and a higher number", from);
        }

        @Override
        public double mean() {
            return from + (to - from) / 2;
        }

        @Override
        public double variance() {
            return (to - from) * (to - from) / 12;
        }

        @Override
        public void fill(double[] values, UniformRandomProvider random) {
            for (int i = 0; i < values.length; i++) {
                values[i] = from + (to - from) * random.nextDouble();
            }
        }

        @Override
        public double quantile(double probability) {
            return from + (to - from) * probability;
        }

        @Override
        public String toString() {
            return "uniform:%s,%s".formatted(shortest(from), shortest(to));
        }
    }

    /// Reads `poisson:20`, `binomial:10,0.3`, `normal:0,1` or `uniform:0,1`.
    ///
    /// @throws IllegalArgumentException in one line: what was found, and what was expected
    static Distribution parse(String text) {
        Matcher parts = Pattern.compile("(poisson|binomial|normal|uniform):([^,]+)(?:,([^,]+))?")
                .matcher(text);
        if (!parts.matches() || parts.group(1).equals("poisson") != (parts.group(3) == null)) {
            throw new IllegalArgumentException(
                    "expected poisson:MEAN, binomial:TRIALS,PROBABILITY, normal:MEAN,DEVIATION or uniform:FROM,TO,"
                            + " found " + text);
        }
        double first = number(parts.group(2), text);
        double second = parts.group(3) == null ? 0 : number(parts.group(3), text);
        return switch (parts.group(1)) {
            case "poisson" -> new Poisson(first);
            case "normal" -> new Normal(first, second);
            case "uniform" -> new Uniform(first, second);
            default -> {
                require(first == (int) first, "a whole number of trials", first);
                yield new Binomial((int) first, second);
            }
        };
    }

    private static double number(String text, String whole) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number, found '%s' in %s".formatted(text, whole), e);
        }
    }

    /// With the fewest digits that read back to the same number.
    private static String shortest(double number) {
        return number == (long) number ? Long.toString((long) number) : Double.toString(number);
    }

    private static void require(boolean condition, String expected, double found) {
        if (!condition) {
            throw new IllegalArgumentException("expected %s, found %s".formatted(expected, shortest(found)));
        }
    }
}
