package hyades.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class NumberedStreamsTest {
    /// What version 0.1.0 drew, by the JDK's own generator and SplitMix64's mixing of the seed.
    @Test
    void aStreamKeepsItsNumbers() {
        RandomGenerator random = new NumberedStreams(7).stream(3);
        assertArrayEquals(
                new long[] {0x7fe11ab08fd8af42L, 0x84c2b066e1f3b530L, 0x5bf3757dde9c3e81L},
                new long[] {random.nextLong(), random.nextLong(), random.nextLong()});
    }

    /// 10,000 streams' first numbers: two equal ones by chance have a probability of 3e-12, and the seeds are fixed.
    @Test
    void neighbouringSeedsAndNumbersHaveStreamsOfTheirOwn() {
        Set<Long> first = new HashSet<>();
        for (long seed = -50; seed < 50; seed++) {
            for (long number = 0; number < 100; number++) {
                first.add(new NumberedStreams(seed).stream(number).nextLong());
            }
        }
        assertEquals(10_000, first.size());
    }
}
