package hyades.decay;

/// Draws whole experiments, each from random numbers of its own; used by one thread.
interface Experiment {
    /// Draws one experiment.
    ///
    /// @param run which, at least 0; the seed and it alone decide the result
    /// @param counts nuclei left, in the slots of [Plan]; overwritten
    void run(int run, int[] counts);
}
