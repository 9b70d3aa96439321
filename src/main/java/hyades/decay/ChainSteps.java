package hyades.decay;

import hyades.random.BinomialSampler;
import hyades.random.RandomStreams;
import java.util.function.BooleanSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/// [Method#BINOMIAL] for a chain: what becomes of a member's nuclei within a step is one multinomial draw, made of
/// binomial ones: how many leave, then for each descendant how many of those still without a place become it.
///
/// The probabilities are those over the whole step ([DecayChain#transition]), in which a nucleus may decay many times:
/// the counts at the steps have their exact joint distribution however long a step is.
///
/// With a detector it leaves the decays of each step in the detector's slots.
final class ChainSteps implements Experiment {
    private static final int FEW_STEPS = 64;

    private final Plan plan;
    private final RandomStreams streams;
    private final BinomialSampler[] leave;
    private final BinomialSampler[][] become;

    /// Null without a detector.
    private final StepDecays decays;

    ChainSteps(Plan plan) {
        this.plan = plan;
        streams = plan.streams();
        int members = plan.chain().size();
        double[][] transition = plan.chain().transition(plan.timeStep());
        leave = new BinomialSampler[members];
        become = new BinomialSampler[members][members];
        for (int i = 0; i < members; i++) {
            leave[i] = new BinomialSampler(-StrictMath.expm1(-plan.chain().rate(i) * plan.timeStep()));
            double rest = 0;
            for (int j = members - 1; j > i; j--) { // the part of those for j and later members that is for j
                rest += transition[i][j];
                become[i][j] = new BinomialSampler(rest == 0 ? 0 : Math.min(1, transition[i][j] / rest));
            }
        }
        decays = plan.detector() == null ? null : new StepDecays(plan.chain(), plan.timeStep());
    }

    @Override
    public boolean run(int run, int[] counts, BooleanSupplier isLeft) {
        UniformRandomProvider random = streams.stream(run, 0);
        UniformRandomProvider ways = decays == null ? null : plan.detectionStreams().stream(run, Detection.WAYS);
        int members = leave.length;
        int stride = plan.steps() + 1;
        int[] now = new int[members];
        for (int i = 0; i < members; i++) {
            now[i] = plan.initial().get(i);
        }
        int[] next = new int[members];
        for (int step = 0; step <= plan.steps(); step++) {
            if (step % FEW_STEPS == 0 && isLeft.getAsBoolean()) {
                return false;
            }
            for (int i = 0; i < members; i++) {
                counts[i * stride + step] = now[i];
            }
            for (int i = 0; i < members; i++) {
                next[i] = 0;
            }
            long decayed = 0;
            for (int i = 0; i < members; i++) {
                int leaving = leave[i].sample(now[i], random);
                next[i] += now[i] - leaving;
                for (int j = i + 1; leaving > 0; j++) {
                    int arriving = become[i][j].sample(leaving, random);
                    next[j] += arriving;
                    if (decays != null) {
                        decayed += decays.sample(i, j, arriving, ways);
                    }
                    leaving -= arriving;
                }
            }
            if (decays != null && step < plan.steps()) {
                counts[plan.memberSlots() + step + 1] = (int) decayed;
            }
            int[] old = now;
            now = next;
            next = old;
        }
        return true;
    }
}
