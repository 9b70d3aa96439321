package hyades.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecayChainTest {
    private static final IsotopeTable TABLE = new IsotopeTable();

    /// 400 digits: Bateman's sums lose up to 21 for each generation of 238U's chain.
    private static final MathContext DIGITS = new MathContext(400);

    /// Bateman's own sums over every path from the parent, in 400 digits: a way of computing that shares nothing with
    /// the doubling. Relative 1e-11 where a probability is above 1e-250.
    @ParameterizedTest(name = "{0} after {1} half-lives")
    @CsvSource({
        "238U, 1e-16",
        "238U, 1e-9",
        "238U, 0.002",
        "238U, 1.5",
        "222Rn, 1e-9",
        "222Rn, 0.01",
        "222Rn, 3",
        "235U, 1e-12",
        "235U, 0.3",
        "232Th, 1e-10",
        "232Th, 0.02",
        "60Fe, 1",
        "99Mo, 0.1",
        "131I, 2",
        "137Cs, 1e-7",
        "40K, 0.5",
        "90Sr, 1e-4",
        "90Sr, 2",
        "99mTc, 1e-3",
        "99mTc, 5"
    })
    void transitionsAreBatemans(String isotope, double halfLives) {
        Isotope parent = TABLE.find(isotope).orElseThrow();
        DecayChain chain = DecayChain.of(parent, TABLE);
        double time = halfLives * parent.halfLife();
        BigDecimal[] exponentials = new BigDecimal[chain.size()];
        for (int i = 0; i < chain.size(); i++) {
            exponentials[i] = exp(new BigDecimal(-chain.rate(i)).multiply(new BigDecimal(time)));
        }
        double[] expected = new double[chain.size()];
        addPaths(chain, List.of(0), BigDecimal.ONE, exponentials, expected);
        double[] row = chain.transition(time)[0];
        double sum = 0;
        for (int j = 0; j < chain.size(); j++) {
            double tolerance = Math.max(1e-11 * expected[j], 1e-250);
            assertEquals(expected[j], row[j], tolerance, chain.names().get(j));
            sum += row[j];
        }
        assertEquals(1, sum, 1e-12);
    }

    private static void addPaths(
            DecayChain chain, List<Integer> path, BigDecimal weight, BigDecimal[] exponentials, double[] expected) {
        BigDecimal value = BigDecimal.ZERO;
        for (int i : path) {
            BigDecimal term = exponentials[i];
            for (int k : path) {
                if (k != i) {
                    BigDecimal difference = new BigDecimal(chain.rate(k)).subtract(new BigDecimal(chain.rate(i)));
                    term = term.divide(difference, DIGITS);
                }
            }
            value = value.add(term, DIGITS);
        }
        int last = path.getLast();
        expected[last] += value.multiply(weight, DIGITS).doubleValue();
        TABLE.find(chain.names().get(last)).ifPresent(isotope -> {
            for (Isotope.Branch branch : isotope.branches()) {
                int next = chain.names().indexOf(branch.daughter());
                BigDecimal rate = new BigDecimal(chain.rate(last)).multiply(new BigDecimal(branch.fraction()));
                List<Integer> longer = java.util.stream.Stream.concat(path.stream(), java.util.stream.Stream.of(next))
                        .toList();
                addPaths(chain, longer, weight.multiply(rate, DIGITS), exponentials, expected);
            }
        });
    }

    /// eˣ for x up to 0, by the series after halving x to below 1/2¹⁰.
    private static BigDecimal exp(BigDecimal x) {
        if (x.doubleValue() < -1e5) { // below 1e-43000
            return BigDecimal.ZERO;
        }
        int halvings = Math.max(0, Math.getExponent(x.doubleValue()) + 11);
        BigDecimal small = x.divide(new BigDecimal(java.math.BigInteger.ONE.shiftLeft(halvings)), DIGITS);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int n = 1; term.signum() != 0 && term.precision() - term.scale() > -420; n++) {
            term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    @Test
    void membersStandBehindAllTheyComeFrom() {
        DecayChain chain = DecayChain.of(TABLE.find("238U").orElseThrow(), TABLE);
        List<String> names = chain.names();
        assertEquals("238U", names.getFirst());
        assertEquals("206Pb", names.getLast());
        assertTrue(names.containsAll(List.of("234Th", "234mPa", "234U", "230Th", "226Ra", "222Rn", "210Pb", "210Po")));
        for (String name : names) {
            TABLE.find(name)
                    .ifPresent(isotope -> isotope.branches()
                            .forEach(branch ->
                                    assertTrue(names.indexOf(branch.daughter()) > names.indexOf(name), name)));
        }
    }

    /// A daughter is the isotope of the table, however it is written there; one that becomes itself is refused.
    @Test
    void daughtersAreFoundHoweverWritten(@TempDir Path folder) throws IOException {
        Path own = folder.resolve("own.csv");
        Files.writeString(own, "isotope,halfLife,unit,daughter,branching\nXx-1,3,s,pb-210,1\n");
        IsotopeTable table = IsotopeTable.with(own);
        DecayChain chain = DecayChain.of(table.find("xx1").orElseThrow(), table);
        assertEquals(List.of("Xx-1", "210Pb"), chain.names().subList(0, 2));
        assertEquals(1, Arrays.stream(chain.transition(1e9)[0]).sum(), 1e-12);
        Files.writeString(own, "isotope,halfLife,unit,daughter,branching\nA,3,s,B,1\nB,3,s,A,1\n");
        IOException refused = assertThrows(IOException.class, () -> IsotopeTable.with(own));
        assertEquals("A decays into itself: A, B", refused.getMessage());
    }

    /// Every isotope the issue of the project names, and what any table must satisfy; branches are checked by
    /// [Isotope].
    @Test
    void theTableHoldsWhatWasPromised() {
        assertTrue(TABLE.names()
                .containsAll(List.of(
                        "8Li", "3H", "14C", "18F", "22Na", "40K", "60Co", "90Sr", "90Y", "99mTc", "131I", "222Rn",
                        "238U", "137Cs", "99Mo", "11C", "13N", "15O", "68Ga", "235U", "232Th", "241Am")));
        for (String name : TABLE.names()) {
            Isotope isotope = TABLE.find(name).orElseThrow();
            assertTrue(isotope.uncertainty() > 0 && isotope.uncertainty() < 0.25 * isotope.halfLife(), name);
            assertTrue(isotope.source().length() > 5, name);
        }
        assertEquals(2, TABLE.find("40K").orElseThrow().branches().size());
        assertEquals(0.8387, TABLE.find("8Li").orElseThrow().halfLife(), 1e-12);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"8li, 8Li", "Li-8, 8Li", "li8, 8Li", "Tc-99m, 99mTc", "99MTC, 99mTc", "u 238, 238U", "238u, 238U"})
    void isotopesAreFoundHoweverWritten(String typed, String name) {
        assertEquals(name, TABLE.find(typed).orElseThrow().name());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"8Lu, 8Li", "9Li, 8Li", "133I, 131I", "15C, 14C", "U236, 238U"})
    void theNearestNamesAreSuggested(String typed, String suggested) {
        assertTrue(
                TABLE.nearest(typed).contains(suggested),
                () -> TABLE.nearest(typed).toString());
    }
}
