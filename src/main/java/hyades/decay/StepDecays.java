package hyades.decay;

import hyades.random.BinomialSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/// How often the nuclei of a chain decay within a step, in which a nucleus may decay many times. What it was and what
/// it has become leave that open where a decay may pass by an isomer: how often is then drawn, by the probabilities
/// that both ways have.
final class StepDecays {
    /// @param fewest decays between the two
    /// @param each how many of those without a place have as many, one more, and so on
    private record Between(int fewest, List<BinomialSampler> each) {}

    private final Between[][] between;
    private final double[] expected;

    /// @param chain with daughters
    /// @param time of a step [s]
    StepDecays(DecayChain chain, double time) {
        int members = chain.size();
        between = new Between[members][members];
        expected = new double[members];
        DecayChain.Paths paths = chain.paths();
        double[][] transition = paths.chain().transition(time);
        for (int i = 0; i < members; i++) {
            int from = IntStream.of(paths.member()).boxed().toList().indexOf(i);
            for (int j = i + 1; j < members; j++) {
                double[] ways = new double[paths.longest() + 1];
                for (int to = 0; to < paths.member().length; to++) {
                    if (paths.member()[to] == j && transition[from][to] > 0) {
                        int decays = paths.decays()[to] - paths.decays()[from];
                        ways[decays] = transition[from][to];
                        expected[i] += decays * ways[decays];
                    }
                }
                between[i][j] = between(ways);
            }
        }
    }

    /// @param ways probabilities of so many decays
    private static Between between(double[] ways) {
        int fewest = 0;
        while (fewest < ways.length && ways[fewest] == 0) {
            fewest++;
        }
        double rest = 0;
        List<BinomialSampler> each = new ArrayList<>();
        for (int decays = ways.length - 1; decays >= fewest; decays--) {
            rest += ways[decays];
            if (rest > 0) {
                each.addFirst(new BinomialSampler(Math.min(1, ways[decays] / rest)));
            }
        }
        return new Between(fewest, each);
    }

    /// The decays expected of a nucleus of this member.
    double expected(int member) {
        return expected[member];
    }

    /// Draws the decays of nuclei of one member that have become another; without random numbers where there is one
    /// way.
    long sample(int from, int to, int nuclei, UniformRandomProvider random) {
        Between way = between[from][to];
        long decays = 0;
        int left = nuclei;
        for (int i = 0; left > 0; i++) {
            int these = way.each.get(i).sample(left, random);
            decays += (long) these * (way.fewest + i);
            left -= these;
        }
        return decays;
    }
}
