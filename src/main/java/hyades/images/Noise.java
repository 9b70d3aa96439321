package hyades.images;

/// The noise of a detector: of the electrons counted, after Poisson, and of reading them.
///
/// @param gain     electrons per unit of the frame, above 0
/// @param readNoise standard deviation [electrons], at least 0
public record Noise(double gain, double readNoise) {
    /// The variance of a pixel, as ccdproc's `create_deviation` has its root, but that nothing is added
    /// for less than 0.
    ///
    /// @param pixel without the bias, which counts no electrons
    double variance(double pixel) {
        return (Math.max(0, gain * pixel) + readNoise * readNoise) / (gain * gain);
    }
}
