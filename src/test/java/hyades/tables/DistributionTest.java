package hyades.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {
    private static final int ROWS = 400;
    private static final int COLUMNS = 1000;

    /// Oracle: the moments and probabilities that textbooks give. False alarms: a mean or a variance
    /// lies beyond 5 of its standard errors for one seed in 1.7 million; that of a variance follows
    /// from the fourth moment, at most 3 variance² + variance for these laws. χ² is beyond its 1e-6
    /// quantile for one in a million.
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "poisson:0.3",
                "poisson:3",
                "poisson:20",
                "poisson:1234.5",
                "poisson:1e6",
                "binomial:1,0.25",
                "binomial:30,0.9",
                "binomial:2000000000,0.001",
                "normal:-3,0.5",
                "uniform:-1,3"
            })
    @Tag("long")
    void tablesFollowTheDistribution(String text) throws IOException {
        Distribution distribution = Distribution.parse(text);
        TableFacts facts = facts(distribution);
        double n = facts.moments().count();
        assertEquals((long) ROWS * COLUMNS, facts.moments().count());
        assertEquals(distribution.mean(), facts.moments().mean(), 5 * Math.sqrt(distribution.variance() / n));
        double fourth = 3 * distribution.variance() * distribution.variance() + distribution.variance();
        assertEquals(distribution.variance(), facts.moments().variance(), 5 * Math.sqrt(fourth / n));
        assertTrue(facts.fit().probability() > 1e-6, () -> facts.fit().toString());
        assertTrue(facts.fit().degrees() >= 1, "nothing was compared");
    }

    private static TableFacts facts(Distribution distribution) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new RandomTable(ROWS, COLUMNS, distribution, 7).writer().write(3, bytes);
        Cells cells = Cells.of(distribution);
        long[] counts = new long[cells.count() + 1];
        Moments[] moments = {Moments.NONE};
        var shape = TableReader.read(new ByteArrayInputStream(bytes.toByteArray()), (values, length) -> {
            moments[0] = moments[0].and(Moments.of(values, length));
            cells.add(values, length, counts);
        });
        return new TableFacts(
                shape.rows(),
                shape.columns(),
                shape.missing(),
                shape.hasHeader(),
                shape.leftOut(),
                moments[0],
                cells.compare(counts),
                "");
    }

    /// What certainly happens is drawn always.
    @ParameterizedTest
    @CsvSource({"'binomial:5,0', 0", "'binomial:5,1', 5", "'binomial:0,0.5', 0"})
    void certaintyIsDrawnAlways(String text, double expected) throws IOException {
        TableFacts facts = facts(Distribution.parse(text));
        assertEquals(expected, facts.moments().smallest());
        assertEquals(expected, facts.moments().largest());
        assertEquals(1, facts.fit().probability());
    }

    /// Oracle: Commons Statistics' probabilities. A weight k numbers from the mode is off by at most 4
    /// k roundings, here 4 · 700 · 1.1e-16 = 3e-13; the oracle's saddle-point form by some 1e-13 times
    /// its exponent, up to 55.
    @ParameterizedTest
    @ValueSource(strings = {"poisson:0.3", "poisson:20", "poisson:1000", "binomial:30,0.9", "binomial:1000,0.02"})
    void weightsAreTheProbabilities(String text) {
        Distribution.Discrete distribution = (Distribution.Discrete) Distribution.parse(text);
        DiscreteDistribution oracle = switch (distribution) {
            case Distribution.Poisson poisson -> PoissonDistribution.of(poisson.mean());
            case Distribution.Binomial binomial -> BinomialDistribution.of(binomial.trials(), binomial.probability());
        };
        WeightTable table = distribution.weights();
        double sum = 0;
        for (double weight : table.weights()) {
            sum += weight;
        }
        for (int k = table.low(); k <= table.high(); k++) {
            double expected = oracle.probability(k);
            assertEquals(expected, table.weights()[k - table.low()] / sum, 1e-11 * expected, "of " + k);
        }
        assertTrue(oracle.cumulativeProbability(table.low() - 1) < 1e-20);
        assertTrue(oracle.survivalProbability(table.high()) < 1e-20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "poisson:0|a mean above 0",
                "poisson:NaN|a mean above 0",
                "poisson:2e9|a mean above 0",
                "poisson:1,2|expected poisson:MEAN",
                "poisson|expected poisson:MEAN",
                "gauss:0,1|expected poisson:MEAN",
                "normal:0|expected poisson:MEAN",
                "normal:0,0|a standard deviation above 0",
                "normal:0,x|expected a number, found 'x'",
                "uniform:1,1|a lower and a higher number",
                "uniform:-1e308,1e308|a lower and a higher number",
                "binomial:2.5,0.5|a whole number",
                "binomial:-1,0.5|trials from 0",
                "binomial:2,1.5|a probability from 0 to 1",
                "binomial:2147483647,0.5|trials from 0"
            })
    void whatIsNoDistributionIsRefused(String text, String reason) {
        String found = assertThrows(IllegalArgumentException.class, () -> Distribution.parse(text))
                .getMessage();
        assertTrue(found.contains(reason), found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson:20", "poisson:0.25", "binomial:10,0.3", "normal:-3,0.5", "uniform:0,1.0E-7"})
    void itsNameReadsBack(String text) {
        assertEquals(text, Distribution.parse(text).toString());
    }
}
