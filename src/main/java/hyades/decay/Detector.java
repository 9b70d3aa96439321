package hyades.decay;

/// What records decays: each with the same probability, and background; after a count it is dead for a while.
///
/// The two models of dead time are those of Knoll (2010), Radiation Detection and Measurement, 4th ed., ch. 4 VII, and
/// Leo (1994), Techniques for Nuclear and Particle Physics Experiments, 2nd ed., 5.7. Events within the dead time of a
/// non-paralyzable detector are lost and change nothing; each event makes a paralyzable one dead anew.
///
/// @param efficiency the probability that a decay is recorded, above 0, at most 1
/// @param background events of other origin [1/s], at least 0
/// @param deadTime after an event [s], at least 0
/// @param isParalyzable which model
public record Detector(double efficiency, double background, double deadTime, boolean isParalyzable) {
    public Detector {
        if (!(efficiency > 0 && efficiency <= 1)
                || !(background >= 0 && background < Double.POSITIVE_INFINITY)
                || !(deadTime >= 0 && deadTime < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "an efficiency of %s, %s/s, dead for %s s".formatted(efficiency, background, deadTime));
        }
    }

    /// Its model of dead time, in a word.
    public String model() {
        return isParalyzable ? "paralyzable" : "non-paralyzable";
    }

    /// The counts expected within a time of constant rate: m = n/(1 + nτ), or n·exp(-nτ) (Knoll, Leo).
    ///
    /// @param events that would be counted without dead time
    /// @param time [s]
    double expected(double events, double time) {
        double lost = events / time * deadTime;
        return isParalyzable ? events * StrictMath.exp(-lost) : events / (1 + lost);
    }
}
