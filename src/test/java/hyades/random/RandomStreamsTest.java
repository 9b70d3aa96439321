package hyades.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.Philox4x64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomStreamsTest {
    private static final String NUMPY = "806adf7845998878 16965d4bd0d16895 abf27bc93ae120b5 bbc02c598f7597c0"
            + " c07aa29a17074fb9 18499d1d238f06fe f84b9e06cabf225d 3b76312671b219b7";

    /// The known-answer vectors for philox4x64 with 10 rounds that its authors hand out with Random123
    /// (`kat_vectors`): counter, key, answer. The counter is one less here, since a stream counts before it draws.
    @ParameterizedTest
    @CsvSource({
        "0000000000000000 0000000000000000 0000000000000000 0000000000000000, 0000000000000000 0000000000000000,"
                + " 16554d9eca36314c db20fe9d672d0fdc d7e772cee186176b 7e68b68aec7ba23b",
        "ffffffffffffffff ffffffffffffffff ffffffffffffffff ffffffffffffffff, ffffffffffffffff ffffffffffffffff,"
                + " 87b092c3013fe90b 438c3c67be8d0224 9cc7d7c69cd777b6 a09caebf594f0ba0",
        "243f6a8885a308d3 13198a2e03707344 a4093822299f31d0 082efa98ec4e6c89, 452821e638d01377 be5466cf34e90c6c,"
                + " a528f45403e61d95 38c72dbd566e9788 a5a1610e72fd18b5 57bd43b5e52b7fe6"
    })
    void philoxGivesItsAuthorsAnswers(String counter, String key, String answer) {
        long[] c = words(counter);
        long[] k = words(key);
        UniformRandomProvider philox = new Philox(k[0], k[1], c[0] - 1, c[1], c[2], c[3]);
        for (long word : words(answer)) {
            assertEquals(word, philox.nextLong());
        }
    }

    private static long[] words(String text) {
        String[] parts = text.strip().split(" ");
        long[] words = new long[parts.length];
        for (int i = 0; i < parts.length; i++) {
            words[i] = Long.parseUnsignedLong(parts[i], 16);
        }
        return words;
    }

    /// Seed 1, trial 7, block 3, first and second four numbers: numpy 2.4.6,
    /// `Philox(key=[1, 0], counter=[0, 0, 3, 7]).random_raw(8)`.
    @Test
    void streamsAreKeyedBySeedTrialAndBlockAsInNumpy() {
        UniformRandomProvider stream = new RandomStreams(1).stream(7, 3);
        for (long word : words(NUMPY)) {
            assertEquals(word, stream.nextLong());
        }
    }

    /// The numbers of Commons RNG's own generator, integers and doubles, for seeds and trials of either sign.
    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 99, 0", "-5, 2147483647, 32767", "9223372036854775807, -1, -1"})
    void streamsAreThoseOfCommonsRng(long seed, long trial, long block) {
        UniformRandomProvider ours = new RandomStreams(seed).stream(trial, block);
        UniformRandomProvider theirs = new Philox4x64(new long[] {seed, 0, 0, 0, block, trial});
        for (int i = 0; i < 10_000; i++) {
            assertEquals(theirs.nextLong(), ours.nextLong());
            assertEquals(theirs.nextDouble(), ours.nextDouble());
        }
    }

    /// What is simulated is the key's second word: numpy's `Philox(key=[1, 99], counter=[0, 0, 3, 7])` is Commons
    /// RNG's.
    @Test
    void anotherExperimentHasAnotherKey() {
        UniformRandomProvider ours = new RandomStreams(1, 99).stream(7, 3);
        UniformRandomProvider theirs = new Philox4x64(new long[] {1, 99, 0, 0, 3, 7});
        for (int i = 0; i < 100; i++) {
            assertEquals(theirs.nextLong(), ours.nextLong());
        }
    }

    /// Neighbouring descriptions, and those that differ in order or length: all keys differ, but for a chance of
    /// 10⁻¹⁴ with 1001 of them.
    @Test
    void eachExperimentHasItsOwnKey() {
        Set<RandomStreams> seen = new HashSet<>();
        for (long i = 0; i < 1000; i++) {
            assertTrue(seen.add(RandomStreams.of(1, i % 10, i / 10)));
        }
        assertTrue(seen.add(RandomStreams.of(1, 3)));
        assertEquals(RandomStreams.of(1, 4, 5), RandomStreams.of(1, 4, 5));
    }

    /// Streams of neighbouring keys have no number in common: among 4·10⁶ of 64 bits, chance finds one with
    /// probability 4e-7.
    @Test
    @Tag("long")
    void streamsDoNotOverlap() {
        long[] seen = new long[200 * 2 * 10_000];
        int n = 0;
        for (int trial = 0; trial < 200; trial++) {
            for (int block = 0; block < 2; block++) {
                UniformRandomProvider stream = new RandomStreams(1).stream(trial, block);
                for (int i = 0; i < 10_000; i++) {
                    seen[n++] = stream.nextLong();
                }
            }
        }
        Arrays.sort(seen);
        for (int i = 1; i < seen.length; i++) {
            assertTrue(seen[i] != seen[i - 1], "a number came twice");
        }
    }
}
