package hyades.random;

import org.apache.commons.rng.UniformRandomProvider;

/// The streams of random numbers that belong to one seed, one for each pair of a trial and a block of its work.
///
/// The generator is Philox, whose output is a bijection of its counter: the key is the seed, the upper two words of
/// the counter are the trial and the block, and a stream counts in the lowest. Streams of one seed therefore never
/// share a counter before one of them has given 2⁶⁶ numbers.
///
/// @param seed any number
public record RandomStreams(long seed) {
    /// The stream of one block of one trial, from its start.
    ///
    /// @param trial any number
    /// @param block any number
    public UniformRandomProvider stream(long trial, long block) {
        return new Philox(seed, 0, 0, 0, block, trial);
    }
}
