package hyades.study;

/// The speed of a problem that grows with the cores, as work that one core does, whatever their number, and work that
/// every core adds: W/T(N) = a + bN.
///
/// This is the scaled speedup of Gustafson (1988), CACM 31, 532, S(N) = f + (1 - f)N, with 1/T₁ = a + b and
/// f = a/(a + b), the serial part of the time on N cores.
///
/// @param alone a [work/s]
/// @param each b [work/s]
record GustafsonLaw(double alone, double each) implements Law {
    /// Fits the law.
    ///
    /// @param cores shape (n)
    /// @param coreSeconds cores times wall time [s], per unit of work, shape (n)
    static GustafsonLaw of(double[] cores, double[] coreSeconds) {
        double[][] basis = new double[cores.length][];
        double[] speed = new double[cores.length];
        for (int i = 0; i < cores.length; i++) {
            basis[i] = new double[] {1, cores[i]};
            speed[i] = cores[i] / coreSeconds[i];
        }
        double[] p = ScalingLaw.fit(basis, speed);
        return new GustafsonLaw(p[0], p[1]);
    }

    double singleCoreSeconds() {
        return 1 / (alone + each);
    }

    /// f.
    double serialFraction() {
        return alone / (alone + each);
    }

    @Override
    public int parameters() {
        return (alone > 0 ? 1 : 0) + (each > 0 ? 1 : 0);
    }

    @Override
    public double coreSeconds(double cores) {
        return cores / (alone + each * cores);
    }
}
