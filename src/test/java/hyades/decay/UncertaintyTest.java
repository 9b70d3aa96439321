package hyades.decay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.random.RandomStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Half-lives and branches that each run draws from their uncertainties.
class UncertaintyTest {
    private static final int DRAWS = 20_000;

    @TempDir
    Path folder;

    private DecayChain own(String lines) throws IOException {
        Path table = Files.writeString(
                folder.resolve("own.csv"),
                "isotope,halfLife,unit,uncertainty,daughter,branching,branchingUncertainty\n" + lines);
        IsotopeTable isotopes = IsotopeTable.with(table);
        return DecayChain.of(isotopes.find("A").orElseThrow(), isotopes);
    }

    /// The probability that a nucleus becomes B, once all have decayed.
    private static double toB(DecayChain chain) {
        return chain.transition(1000)[0][chain.find("B").orElseThrow()];
    }

    private static void assertNormal(double[] drawn, double mean, double deviation) {
        double n = drawn.length;
        double found = Arrays.stream(drawn).average().orElseThrow();
        double variance =
                Arrays.stream(drawn).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
        assertEquals(mean, found, 5 * deviation / Math.sqrt(n));
        assertEquals(1, variance / deviation / deviation, 5 * Math.sqrt(2 / n));
        double within =
                Arrays.stream(drawn).filter(x -> Math.abs(x - mean) < deviation).count();
        assertEquals(0.6827, within / n, 5 * Math.sqrt(0.6827 * 0.3173 / n));
    }

    /// Half-life 10(1) s, one branch of 0.3(0.02) and one that has what it leaves: mean, variance and what lies
    /// within one deviation are those of the normal distribution, within five standard errors each.
    @Test
    void halfLivesAndBranchesAreNormal() throws Exception {
        DecayChain chain = own("A,10,s,1,B,0.3,0.02\nA,10,s,1,C,0.7,\n");
        UniformRandomProvider random = new RandomStreams(4).stream(0, 0);
        double[] halfLives = new double[DRAWS];
        double[] branches = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            DecayChain drawn = chain.drawn(random);
            halfLives[i] = drawn.halfLife(0);
            if (i < 2000) {
                branches[i] = toB(drawn);
            }
        }
        assertNormal(halfLives, 10, 1);
        assertNormal(Arrays.copyOf(branches, 2000), 0.3, 0.02);
    }

    /// What is not above 0 is drawn again; branches that all have an uncertainty are scaled to 1 in all; without one
    /// they stay.
    @Test
    void whatIsDrawnIsPositiveAndComplete() throws Exception {
        DecayChain chain = own("A,10,s,9,B,0.01,0.05\nA,10,s,9,C,0.99,0.05\n");
        DecayChain certain = own("A,10,s,0,B,0.25,\nA,10,s,0,C,0.75,\n");
        UniformRandomProvider random = new RandomStreams(5).stream(0, 0);
        for (int i = 0; i < 1000; i++) {
            DecayChain drawn = chain.drawn(random);
            assertTrue(drawn.halfLife(0) > 0);
            double[] row = drawn.transition(1)[0];
            assertTrue(Arrays.stream(row).allMatch(p -> p >= 0));
            assertEquals(1, Arrays.stream(row).sum(), 1e-12);
            assertEquals(10, certain.drawn(random).halfLife(0));
            assertEquals(0.25, toB(certain.drawn(random)), 1e-9);
        }
    }

    /// A half-life is the run's own, whichever others are drawn, and the tables' uncertainties are a part of it.
    @Test
    void aRunDrawsItsOwn() throws Exception {
        Plan plan = Plans.chain("222Rn", 100, 5, 3600, 3, 10, 10).uncertain();
        Plan share = new Plan(plan.chain(), plan.initial(), 5, 3600, Method.BINOMIAL, 3, 4, 6, 0, null, true);
        assertEquals(plan.chain(7).halfLife(0), share.chain(7).halfLife(0));
        assertNotEquals(plan.chain(7).halfLife(0), plan.chain(8).halfLife(0));
        int[] one = new int[plan.slots()];
        int[] other = new int[plan.slots()];
        plan.method().experiment(plan).run(7, one);
        Experiment used = share.method().experiment(share);
        used.run(9, other);
        used.run(7, other);
        assertArrayEquals(one, other);
        assertNotEquals(
                plan.describe(), Plans.chain("222Rn", 100, 5, 3600, 3, 10, 10).describe());
        assertEquals(Optional.of("A"), own("A,10,s,,B,1,\n").withoutUncertainty());
        assertEquals(Optional.empty(), plan.chain().withoutUncertainty());
    }

    /// Runs of 10⁶ nuclei over one half-life of 10(1) s scatter by what the half-life does, N·ln 2/2·(1/10): 70 times
    /// what the counts alone do. The fit to each run finds the half-life that it has drawn, to 0.2 %.
    @Test
    void runsScatterByTheirHalfLives() throws Exception {
        DecayChain chain = DecayChain.alone(own("A,10,s,1,B,1,\n").parent());
        Plan plan = new Plan(chain, 1_000_000, 100, 0.1, Method.BINOMIAL, 6, 400, 400).uncertain();
        Experiment experiment = plan.method().experiment(plan);
        int[] counts = new int[plan.slots()];
        double squares = 0;
        List<String> lines;
        try (EnsembleFiles files = new EnsembleFiles(plan, folder, EnsembleFiles.Marks.START)) {
            for (int run = 0; run < 400; run++) {
                experiment.run(run, counts);
                long exposures =
                        IntStream.range(0, 100).mapToLong(step -> counts[step]).sum();
                squares += Math.pow(counts[100] - 500_000, 2) / 400;
                files.write(
                        run,
                        counts[100],
                        HalfLifeFit.of(plan, counts[100], exposures).halfLife(),
                        counts);
            }
        }
        double expected = 1e6 * Math.log(2) / 2 / 10;
        assertEquals(expected, Math.sqrt(squares), 0.2 * expected);
        lines = Files.readAllLines(folder.resolve("runs.csv"));
        assertEquals("run,finalCount,halfLife,drawnHalfLife", lines.getFirst());
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",");
            assertEquals(1, Double.parseDouble(fields[2]) / Double.parseDouble(fields[3]), 0.01);
        }
    }
}
