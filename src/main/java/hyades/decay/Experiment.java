package hyades.decay;

import java.util.function.BooleanSupplier;

/// Draws whole experiments, each from random numbers of its own; used by one thread.
interface Experiment {
    /// Draws one experiment.
    ///
    /// @param run which, at least 0; the seed and it alone decide the result
    /// @param counts nuclei left, in the slots of [Plan]; overwritten
    /// @param isLeft whether it is wanted no more; asked every second, or more often, where it may take longer
    /// @return whether the counts are whole
    boolean run(int run, int[] counts, BooleanSupplier isLeft);

    /// Draws one experiment to its end.
    default void run(int run, int[] counts) {
        run(run, counts, () -> false);
    }
}
