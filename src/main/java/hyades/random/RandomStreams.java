package hyades.random;

import org.apache.commons.rng.UniformRandomProvider;

/// The streams of random numbers that belong to one seed and one experiment, one for each pair of a trial and a block
/// of its work.
///
/// The generator is Philox, whose output is a bijection of its counter: the key is the seed and the experiment, the
/// upper two words of the counter are the trial and the block, and a stream counts in the lowest. Streams of one seed
/// and experiment therefore never share a counter before one of them has given 2⁶⁶ numbers; those of others have
/// another key, and nothing to do with them.
///
/// @param seed any number
/// @param experiment what is simulated: any number, the same for the same experiment only
public record RandomStreams(long seed, long experiment) {
    /// The streams of a seed where there is one experiment only.
    public RandomStreams(long seed) {
        this(seed, 0);
    }

    /// The streams of a seed for what some numbers describe. Experiments of equally many numbers that differ in one
    /// of them have different streams for certain, others but for a chance of 2⁻⁶⁴.
    ///
    /// @param experiment the numbers, in an order that is always the same
    public static RandomStreams of(long seed, long... experiment) {
        long key = experiment.length;
        for (long number : experiment) {
            key = NumberedStreams.mixed(key ^ NumberedStreams.mixed(number)); // a bijection of each
        }
        return new RandomStreams(seed, key);
    }

    /// The stream of one block of one trial, from its start.
    ///
    /// @param trial any number
    /// @param block any number
    public UniformRandomProvider stream(long trial, long block) {
        return new Philox(seed, experiment, 0, 0, block, trial);
    }

    /// The next number of a stream, uniform above 0 and at most 1: one that has a logarithm.
    public static double aboveZero(UniformRandomProvider random) {
        return ((random.nextLong() >>> 11) + 1) * 0x1p-53;
    }
}
