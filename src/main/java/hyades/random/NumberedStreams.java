package hyades.random;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Streams of random numbers that belong to one seed, one for each number: L64X128MixRandom of Steele & Vigna (2021),
/// LXM: better splittable pseudorandom number generators, Proc. ACM Program. Lang. 5, 148, whose algorithm the Java
/// specification fixes to the bit.
///
/// For what was drawn from them before [RandomStreams] was there, and is to keep its bits: two of 2³² streams start in
/// the same state with a probability of 0.4, by the birthday of their 64-bit seeds. Anything new takes [RandomStreams],
/// whose streams never meet.
///
/// @param seed any number
public record NumberedStreams(long seed) {
    /// Keeps the streams of neighbouring seeds and numbers apart; the golden ratio's bits, as in SplitMix64.
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    /// One stream, from its start.
    ///
    /// @param number any number
    public RandomGenerator stream(long number) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(mixed(mixed(seed) + STRIDE * number));
    }

    /// A word whose bits all depend on those of another: a bijection, the finaliser of SplitMix64 (Steele, Lea &
    /// Flood 2014, OOPSLA).
    static long mixed(long word) {
        long z = word + STRIDE;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
