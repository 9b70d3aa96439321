package hyades.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a seed gives is the same for ever: the counts of all runs and their tally. That they are right is for the
/// tests of their statistics, which were green with these sums; a sum changes with any count.
class EnsembleBytesTest {
    private static Plan plan(String name) {
        String[] words = name.split(" ");
        Plan plan = switch (words[0]) {
            case "trials" -> Plans.of(Method.TRIALS, 1000, 30, 0.1, 3, 5, 0);
            case "lifetimes" -> Plans.of(Method.LIFETIMES, 70_000, 30, 0.1, 3, 5, 0);
            case "binomial" -> Plans.of(Method.BINOMIAL, 70_000, 30, 0.1, 3, 20, 0);
            default -> Plans.chain(words[0], 10_000, 20, 3600, 3, 10, 0);
        };
        return switch (words.length == 1 ? "" : words[1]) {
            case "uncertain" -> plan.uncertain();
            case "detected" -> plan.with(new Detector(0.3, 40, 0, false));
            case "dead" -> plan.with(new Detector(0.9, 2, 1e-4, false));
            case "paralyzed" -> plan.with(new Detector(0.9, 2, 1e-4, true));
            default -> plan;
        };
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "trials, 008a300d",
        "lifetimes, da7eb61d",
        "binomial, d06b12c6",
        "222Rn, 08017b13",
        "99Mo, 8d7b5bc7",
        "90Sr uncertain, 23f919f5",
        "222Rn uncertain, 53979595",
        "trials detected, b0c039ba",
        "binomial dead, c3776456",
        "binomial paralyzed, 78528897",
        "222Rn dead, 8fcd83ab",
        "99Mo detected, d79b97ae"
    })
    void countsStayTheSame(String name, String expected) {
        Plan plan = plan(name);
        CRC32 sum = new CRC32();
        Experiment experiment = plan.method().experiment(plan);
        int[] counts = new int[plan.slots()];
        for (int run = 0; run < plan.runs(); run++) {
            experiment.run(run, counts, () -> false);
            ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * counts.length);
            bytes.asIntBuffer().put(counts);
            sum.update(bytes);
        }
        sum.update(Ensemble.alone(plan, () -> false).orElseThrow().pack());
        assertEquals(expected, "%08x".formatted(sum.getValue()));
    }
}
